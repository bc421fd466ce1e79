"""The tables."""

# Kept in write-ahead mode; "seq" is the order in which entries first came. A trigger counts, as counting a million rows
# for each page of a list would cost more than the page.
TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    site TEXT NOT NULL,
    key TEXT NOT NULL,
    mark TEXT,
    value BLOB NOT NULL DEFAULT x'',
    times INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, site, key)
);
CREATE INDEX entries_in_order ON entries (kind, site, seq);
CREATE INDEX entries_by_mark ON entries (kind, site, mark) WHERE mark IS NOT NULL;
CREATE INDEX visitors_of_whatever_site ON entries (key) WHERE kind = 'visitor';

CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    status INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    code TEXT,
    user TEXT,
    activation TEXT,
    value BLOB NOT NULL
);
CREATE INDEX attempts_of_site ON attempts (site, seq);

CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, value BLOB NOT NULL);

CREATE TABLE counts (
    kind TEXT NOT NULL,
    site TEXT NOT NULL,
    entries INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (kind, site)
) WITHOUT ROWID;
CREATE TRIGGER entry_came AFTER INSERT ON entries BEGIN
    INSERT INTO counts VALUES (NEW.kind, NEW.site, 1, 1)
    ON CONFLICT (kind, site) DO UPDATE SET entries = entries + 1, revision = revision + 1;
END;
CREATE TRIGGER entry_went AFTER DELETE ON entries BEGIN
    UPDATE counts SET entries = entries - 1, revision = revision + 1 WHERE kind = OLD.kind AND site = OLD.site;
END;
CREATE TRIGGER site_changed AFTER UPDATE ON entries WHEN NEW.kind = 'site' BEGIN
    UPDATE counts SET revision = revision + 1 WHERE kind = NEW.kind AND site = NEW.site;
END;
-- What happens on a site that was removed meanwhile is not kept: the insert is passed over. '' belongs to no site.
CREATE TRIGGER site_is_gone BEFORE INSERT ON entries
WHEN NEW.site <> '' AND NOT EXISTS (SELECT 1 FROM entries WHERE kind = 'site' AND site = '' AND key = NEW.site)
BEGIN
    SELECT RAISE(IGNORE);
END;
CREATE TRIGGER attempt_came AFTER INSERT ON attempts BEGIN
    INSERT INTO counts VALUES ('attempt', NEW.site, 1, 1)
    ON CONFLICT (kind, site) DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER attempt_went AFTER DELETE ON attempts BEGIN
    UPDATE counts SET entries = entries - 1 WHERE kind = 'attempt' AND site = OLD.site;
END;
"""
