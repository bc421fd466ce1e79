"""Contract tests for a brand's token endpoint: ask it for tokens as several people, and judge what comes."""
