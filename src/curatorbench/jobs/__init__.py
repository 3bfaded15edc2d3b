"""A persistent queue and its workers, ignorant of what a job does."""
