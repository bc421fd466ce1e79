"""The steps that Redis does whole: scripts, as no other client's command runs in the middle of one.

KEYS of all that change entries: 1 values by key, 2 the keys in order, 3 keys by mark, 4 marks by key, 5 the order's
counter, 6 the revision, 7 the sites that have entries of the kind, 8 the sites themselves; 6 and 8 are 1 once more
where there is none, as "" lies outside the prefix to which a user of Redis may be confined. A mark has "=" in front,
so that none is "".
"""

_KEEP = """
local function drop(key)
  local mark = redis.call('HGET', KEYS[4], key)
  if mark then
    redis.call('HDEL', KEYS[4], key)
    if redis.call('HGET', KEYS[3], mark) == key then redis.call('HDEL', KEYS[3], mark) end
  end
  redis.call('ZREM', KEYS[2], key)
  return redis.call('HDEL', KEYS[1], key)
end

local function revise()
  if KEYS[6] == KEYS[1] then return end
  if redis.call('EXISTS', KEYS[6]) == 0 then
    -- Begun with the time, so that no revision comes twice, even where everything was lost.
    local now = redis.call('TIME')
    redis.call('SET', KEYS[6], now[1] .. string.format('%06d', now[2]))
  end
  redis.call('INCR', KEYS[6])
end

local function keep(site, key, value, mark, bound)
  -- What happens on a site that was removed meanwhile is not kept.
  if KEYS[8] ~= KEYS[1] and redis.call('HEXISTS', KEYS[8], site) == 0 then return end
  local before = redis.call('HGET', KEYS[4], key)
  if before and before ~= mark then
    redis.call('HDEL', KEYS[4], key)
    if redis.call('HGET', KEYS[3], before) == key then redis.call('HDEL', KEYS[3], before) end
  end
  if mark ~= '' then
    redis.call('HSET', KEYS[3], mark, key)
    redis.call('HSET', KEYS[4], key, mark)
  end
  if redis.call('HSET', KEYS[1], key, value) == 1 then
    redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[5]), key)
    redis.call('SADD', KEYS[7], site)
    local over = redis.call('ZCARD', KEYS[2]) - bound
    if over > 0 then
      for _, oldest in ipairs(redis.call('ZRANGE', KEYS[2], 0, over - 1)) do drop(oldest) end
    end
  end
  revise()
end

local function values(keys)
  local found = {}
  for at = 1, #keys, 1000 do
    local some = redis.call('HMGET', KEYS[1], unpack(keys, at, math.min(at + 999, #keys)))
    for _, value in ipairs(some) do found[#found + 1] = value end
  end
  return found
end

local site, key, bound = ARGV[1], ARGV[2], tonumber(ARGV[3])
"""

PUT = (
    _KEEP
    + """
keep(site, key, ARGV[4], ARGV[5], bound)
"""
)

INSERT = (
    _KEEP
    + """
if redis.call('HEXISTS', KEYS[1], key) == 1 then return 'taken' end
if redis.call('ZCARD', KEYS[2]) >= bound then return 'full' end
keep(site, key, ARGV[4], ARGV[5], bound)
return 'kept'
"""
)

# ARGV 6: what the caller saw, with "=" in front; "" for nothing. Nothing changes where that no longer stands.
EXCHANGE = (
    _KEEP
    + """
local stands = redis.call('HGET', KEYS[1], key)
if ARGV[6] ~= (stands and '=' .. stands or '') then return {0, stands} end
keep(site, key, ARGV[4], ARGV[5], bound)
return {1}
"""
)

SETTLE = (
    _KEEP
    + """
local known = redis.call('HGET', KEYS[3], ARGV[5])
local value = known and redis.call('HGET', KEYS[1], known)
if value then return value end
keep(site, key, ARGV[4], ARGV[5], bound)
return ARGV[4]
"""
)

REMOVE = (
    _KEEP
    + """
local gone = drop(key)
if gone == 1 then revise() end
return gone
"""
)

# ARGV 4: the limit, or -1.
TALLY = (
    _KEEP
    + """
local times, limit = tonumber(redis.call('HGET', KEYS[1], key) or 0), tonumber(ARGV[4])
if limit >= 0 and times >= limit then return false end
keep(site, key, times + 1, '', bound)
return times + 1
"""
)

# ARGV 2: the key behind which to begin, with "=" in front, or ""; 3: how many.
PAGE = (
    _KEEP
    + """
local from = 0
if key ~= '' then
  local rank = redis.call('ZREVRANK', KEYS[2], string.sub(key, 2))
  if not rank then return {} end
  from = rank + 1
end
return values(redis.call('ZREVRANGE', KEYS[2], from, from + bound - 1))
"""
)

# ARGV 2: the revision that the caller knows.
LISTING = (
    _KEEP
    + """
local revision = redis.call('GET', KEYS[6]) or '0'
if revision == key then return {revision} end
return {revision, values(redis.call('ZRANGE', KEYS[2], 0, -1))}
"""
)

# KEYS 1 values by key, 2 keys by mark.
MARKED = """
local key = redis.call('HGET', KEYS[2], ARGV[1])
return key and redis.call('HGET', KEYS[1], key)
"""

# KEYS 1 the sites with entries of the kind; ARGV 1 the key, 2 what their values' names begin with.
FIND = """
for _, site in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local value = redis.call('HGET', ARGV[2] .. site, ARGV[1])
  if value then return value end
end
return false
"""

# KEYS 1 the list; ARGV 1 the attempt, 2 the bound.
APPEND = """
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
"""

# Of shelves without marks and revisions: values, keys in order and sites are the names of their keys.
_KEEP_PLAIN = """
local function came(number, values, keys, sites, site, key, bound)
  redis.call('ZADD', keys, number, key)
  redis.call('SADD', sites, site)
  local over = redis.call('ZCARD', keys) - bound
  if over > 0 then
    for _, oldest in ipairs(redis.call('ZRANGE', keys, 0, over - 1)) do
      redis.call('ZREM', keys, oldest)
      redis.call('HDEL', values, oldest)
    end
  end
end
"""

# KEYS 1 the sites' revision, 2 order, 3 to 5 activations, 6 tokens, 7 opened, 8 sessions, 9 clock, 10 faults, 11 sites;
# ARGV 1 site, 2 the revision that is known or "", 3 activation, 4 limit, 5 bound, 6 token or "", 7 session or "".
BEGIN = (
    _KEEP_PLAIN
    + """
if ARGV[2] ~= '' and ARGV[2] ~= (redis.call('GET', KEYS[1]) or '0') then return false end
local opened = redis.call('HGET', KEYS[7], ARGV[3])
local session, limit, times = opened or ARGV[7], tonumber(ARGV[4]), false
if limit > 0 and redis.call('HEXISTS', KEYS[11], ARGV[1]) == 0 then return false end
if limit > 0 and tonumber(redis.call('HGET', KEYS[3], ARGV[3]) or 0) < limit then
  times = redis.call('HINCRBY', KEYS[3], ARGV[3], 1)
  if times == 1 then
    local number = redis.call('INCR', KEYS[2])
    came(number, KEYS[3], KEYS[4], KEYS[5], ARGV[1], ARGV[3], tonumber(ARGV[5]))
  end
end
return {
  times,
  redis.call('HEXISTS', KEYS[6], ARGV[6]),
  opened,
  session ~= '' and redis.call('HGET', KEYS[8], session),
  redis.call('HGET', KEYS[9], 'clock'),
  redis.call('HGET', KEYS[10], 'armed')
}
"""
)

# KEYS 1 order, 2 events, 3 faults, 4 to 6 opened, 7 to 9 sessions, 10 to 12 tokens, 13 the sites; ARGV 1 site, 2
# activation, 3 the session that it had opened or "", 4 session, 5 its value or "", 6 token or "", 7 event, 8 to 10
# bounds, 11 remembered.
KEEP = (
    _KEEP_PLAIN
    + """
if redis.call('HEXISTS', KEYS[13], ARGV[1]) == 0 then return 'gone' end
if (redis.call('HGET', KEYS[4], ARGV[2]) or '') ~= ARGV[3] then return 'overtaken' end
local number = redis.call('INCR', KEYS[1])
local function kept(first, key, value, bound)
  local values = KEYS[first]
  if redis.call('HSET', values, key, value) == 1 then
    came(number, values, KEYS[first + 1], KEYS[first + 2], ARGV[1], key, tonumber(bound))
  end
end
if ARGV[5] ~= '' then kept(7, ARGV[4], ARGV[5], ARGV[9]) end
kept(4, ARGV[2], ARGV[4], ARGV[8])
if ARGV[6] ~= '' then kept(10, ARGV[6], '', ARGV[10]) end
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[11], '*', 'event', ARGV[7])
return {redis.call('HGET', KEYS[3], 'armed')}
"""
)

# KEYS 1 the sites, 2 the site's attempts, 3 events, 4 scenario; ARGV 1 site, 2 attempt, 3 bound, 4 event, 5 remembered.
NOTE = """
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  redis.call('LPUSH', KEYS[2], ARGV[2])
  redis.call('LTRIM', KEYS[2], 0, ARGV[3] - 1)
end
redis.call('XADD', KEYS[3], 'MAXLEN', ARGV[5], '*', 'event', ARGV[4])
return redis.call('HGET', KEYS[4], 'scenario')
"""
