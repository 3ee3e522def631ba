"""What `make bench` measures: Estrade beside floors, which do the least that could be done, in the same run.

Figures of different runs or machines can't be compared, ratios can. Each measure runs its two sides in turn and
takes the median. On SQLite and, where EVENTS_TEST_POSTGRES answers, on PostgreSQL.
"""
