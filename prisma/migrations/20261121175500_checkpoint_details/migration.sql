-- AlterTable
ALTER TABLE "checkpoint" ADD COLUMN "start_delay_ms" INTEGER,
ADD COLUMN "alignment_ms" INTEGER,
ADD COLUMN "sync_ms" INTEGER,
ADD COLUMN "async_ms" INTEGER,
ADD COLUMN "slowest_operator" TEXT,
ADD COLUMN "slowest_subtask" INTEGER,
ADD COLUMN "straggler" BOOLEAN;

-- CreateTable
CREATE TABLE "checkpoint_detail" (
    "run_id" UUID NOT NULL,
    "checkpoint_id" BIGINT NOT NULL,
    "encoded" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkpoint_detail_pkey" PRIMARY KEY ("run_id","checkpoint_id")
);

-- CreateTable
CREATE TABLE "job_event" (
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "checkpoint_id" BIGINT,
    "path" TEXT,
    "cause" TEXT,

    CONSTRAINT "job_event_pkey" PRIMARY KEY ("run_id","at","kind")
);

-- AddForeignKey
ALTER TABLE "job_event" ADD CONSTRAINT "job_event_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "job_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is already compressed is not to be compressed again.
ALTER TABLE "checkpoint_detail" ALTER COLUMN "encoded" SET STORAGE EXTERNAL;
