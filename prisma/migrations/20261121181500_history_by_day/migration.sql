-- Checkpoints and their details are kept in partitions by day (UTC), so that a day is dropped as a file and not row by row:
-- 5,000 jobs with a checkpoint a minute make 7 million rows a day. Days are made ahead and dropped by the server, see
-- lib/fleet/record/maintenance. The default partition takes what outlives its day: newest rows and savepoints.

-- checkpoint: by the time Weir first saw it, which never changes; `binned` rows are counted in checkpoint_bin.
ALTER TABLE "checkpoint" RENAME TO "checkpoint_before";
ALTER TABLE "checkpoint_before" RENAME CONSTRAINT "checkpoint_pkey" TO "checkpoint_before_pkey";
ALTER TABLE "checkpoint_before" DROP CONSTRAINT "checkpoint_run_id_fkey";
DROP INDEX "checkpoint_run_id_triggered_at_idx";
DROP INDEX "checkpoint_normalised_path_idx";

CREATE TABLE "checkpoint" (
    "run_id" UUID NOT NULL,
    "checkpoint_id" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "kind" TEXT,
    "restored" BOOLEAN NOT NULL DEFAULT false,
    "marked_for_deletion" BOOLEAN NOT NULL DEFAULT false,
    "triggered_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "state_size_bytes" BIGINT,
    "checkpointed_size_bytes" BIGINT,
    "coordinator_bytes" BIGINT,
    "acked_subtasks" INTEGER,
    "total_subtasks" INTEGER,
    "path" TEXT,
    "normalised_path" TEXT,
    "discarded" BOOLEAN,
    "failure" JSONB,
    "start_delay_ms" INTEGER,
    "alignment_ms" INTEGER,
    "sync_ms" INTEGER,
    "async_ms" INTEGER,
    "slowest_operator" TEXT,
    "slowest_subtask" INTEGER,
    "straggler" BOOLEAN,
    "seen" JSONB NOT NULL DEFAULT '{}',
    "binned" BOOLEAN NOT NULL DEFAULT false,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("run_id","checkpoint_id","first_seen_at")
) PARTITION BY RANGE ("first_seen_at");

CREATE TABLE "checkpoint_detail_before" AS TABLE "checkpoint_detail";
DROP TABLE "checkpoint_detail";
CREATE TABLE "checkpoint_detail" (
    "run_id" UUID NOT NULL,
    "checkpoint_id" BIGINT NOT NULL,
    "encoded" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkpoint_detail_pkey" PRIMARY KEY ("run_id","checkpoint_id","recorded_at")
) PARTITION BY RANGE ("recorded_at");
-- What is already compressed is not to be compressed again.
ALTER TABLE "checkpoint_detail" ALTER COLUMN "encoded" SET STORAGE EXTERNAL;

-- Five minutes of a run each, made when a day of full rows is dropped.
CREATE TABLE "checkpoint_bin" (
    "run_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "completed" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "savepoints" INTEGER NOT NULL,
    "longest_ms" INTEGER,
    "median_ms" INTEGER,
    "state_size_bytes" BIGINT,

    CONSTRAINT "checkpoint_bin_pkey" PRIMARY KEY ("run_id","at")
) PARTITION BY RANGE ("at");

CREATE TABLE "checkpoint_kept" PARTITION OF "checkpoint" DEFAULT;
CREATE TABLE "checkpoint_detail_kept" PARTITION OF "checkpoint_detail" DEFAULT;
CREATE TABLE "checkpoint_bin_kept" PARTITION OF "checkpoint_bin" DEFAULT;

-- The days there is data of, at most the last 32, and some ahead; older rows lie in the default partition until the server
-- counts them.
DO $$
DECLARE
  day DATE;
  name TEXT;
BEGIN
  FOR day IN
    SELECT generate_series(
      GREATEST((now() AT TIME ZONE 'UTC')::date - 32,
        LEAST((now() AT TIME ZONE 'UTC')::date, (SELECT min(first_seen_at AT TIME ZONE 'UTC')::date FROM checkpoint_before))),
      (now() AT TIME ZONE 'UTC')::date + 3, interval '1 day')::date
  LOOP
    FOREACH name IN ARRAY ARRAY['checkpoint', 'checkpoint_detail', 'checkpoint_bin'] LOOP
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        name || '_' || to_char(day, 'YYYYMMDD'), name, day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
    END LOOP;
  END LOOP;
END $$;

-- CreateIndex
CREATE INDEX "checkpoint_run_id_triggered_at_idx" ON "checkpoint"("run_id", "triggered_at" DESC);

-- Looked up as a whole and never by a part, so a hash does: paths are the longest thing in a row.
CREATE INDEX "checkpoint_normalised_path_idx" ON "checkpoint" USING HASH ("normalised_path");

-- CreateIndex
CREATE INDEX "job_run_restored_from_path_idx" ON "job_run"("restored_from_path");

-- AddForeignKey
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "job_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "checkpoint" ("run_id", "checkpoint_id", "status", "kind", "restored", "marked_for_deletion", "triggered_at",
  "completed_at", "duration_ms", "state_size_bytes", "checkpointed_size_bytes", "coordinator_bytes", "acked_subtasks",
  "total_subtasks", "path", "normalised_path", "discarded", "failure", "start_delay_ms", "alignment_ms", "sync_ms",
  "async_ms", "slowest_operator", "slowest_subtask", "straggler", "seen", "first_seen_at", "last_seen_at")
SELECT "run_id", "checkpoint_id", "status", "kind", "restored", "marked_for_deletion", "triggered_at",
  "completed_at", "duration_ms", "state_size_bytes", "checkpointed_size_bytes", "coordinator_bytes", "acked_subtasks",
  "total_subtasks", "path", "normalised_path", "discarded", "failure", "start_delay_ms", "alignment_ms", "sync_ms",
  "async_ms", "slowest_operator", "slowest_subtask", "straggler", "seen", "first_seen_at", "last_seen_at"
FROM "checkpoint_before";
DROP TABLE "checkpoint_before";

INSERT INTO "checkpoint_detail" SELECT * FROM "checkpoint_detail_before";
DROP TABLE "checkpoint_detail_before";

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);
