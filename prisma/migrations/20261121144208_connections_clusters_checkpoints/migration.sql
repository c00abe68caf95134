-- CreateEnum
CREATE TYPE "connection_kind" AS ENUM ('kubernetes', 'flink');

-- CreateEnum
CREATE TYPE "origin" AS ENUM ('arguments', 'demo', 'settings');

-- CreateTable
CREATE TABLE "connection" (
    "id" UUID NOT NULL,
    "kind" "connection_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "origin" "origin" NOT NULL,
    "cluster_uid" TEXT,
    "kubeconfig_path" TEXT,
    "context" TEXT,
    "namespaces" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "location" (
    "id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "directory" TEXT NOT NULL,
    "origin" "origin" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "location_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cluster" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "uid_kind" TEXT NOT NULL,
    "mode" TEXT,
    "manager" TEXT,
    "flink_version" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cluster_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_run" (
    "id" UUID NOT NULL,
    "cluster_id" UUID NOT NULL,
    "job_id" TEXT NOT NULL,
    "job_name" TEXT,
    "start_key" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ha_map_uid" TEXT,
    "rest_started_at" TIMESTAMPTZ(3),
    "flink_state" TEXT,
    "restored_from_path" TEXT,
    "restored_checkpoint_id" BIGINT,
    "lineage_id" UUID NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
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
    "seen" JSONB NOT NULL DEFAULT '{}',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("run_id","checkpoint_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connection_cluster_uid_key" ON "connection"("cluster_uid");

-- CreateIndex
CREATE UNIQUE INDEX "location_prefix_key" ON "location"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "cluster_connection_id_namespace_name_uid_key" ON "cluster"("connection_id", "namespace", "name", "uid");

-- CreateIndex
CREATE INDEX "job_run_lineage_id_idx" ON "job_run"("lineage_id");

-- CreateIndex
CREATE UNIQUE INDEX "job_run_cluster_id_job_id_start_key_key" ON "job_run"("cluster_id", "job_id", "start_key");

-- CreateIndex
CREATE INDEX "checkpoint_run_id_triggered_at_idx" ON "checkpoint"("run_id", "triggered_at" DESC);

-- CreateIndex
CREATE INDEX "checkpoint_normalised_path_idx" ON "checkpoint"("normalised_path");

-- AddForeignKey
ALTER TABLE "cluster" ADD CONSTRAINT "cluster_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_run" ADD CONSTRAINT "job_run_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "job_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The words of the model, which Prisma can't say: “ha-map” is no name of an enum.
ALTER TABLE "cluster" ADD CONSTRAINT "cluster_uid_kind_check" CHECK ("uid_kind" IN ('deployment', 'service', 'ha-map', 'address'));
