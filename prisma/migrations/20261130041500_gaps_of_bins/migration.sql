-- Ids that are missing behind the checkpoints of a bin: a gap is told after its full rows are dropped, too.
ALTER TABLE "checkpoint_bin" ADD COLUMN "missing" INTEGER NOT NULL DEFAULT 0;

-- A path is looked up as a whole, and one that is too long for a page of a B-tree kept its run from being recorded.
DROP INDEX "job_run_restored_from_path_idx";
CREATE INDEX "job_run_restored_from_path_idx" ON "job_run" USING HASH ("restored_from_path");
