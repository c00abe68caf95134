-- CreateTable
CREATE TABLE "operation" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "connection" TEXT NOT NULL,
    "connection_name" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "cluster" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "job_name" TEXT,
    "actor" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "progress" JSONB NOT NULL DEFAULT '{}',
    "steps" JSONB NOT NULL DEFAULT '[]',
    "result" JSONB,
    "problem" JSONB,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "connection" TEXT,
    "namespace" TEXT,
    "cluster" TEXT,
    "job_id" TEXT,
    "operation_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "operation_request_id_key" ON "operation"("request_id");

-- CreateIndex
CREATE INDEX "operation_ended_at_idx" ON "operation"("ended_at");

-- CreateIndex
CREATE INDEX "operation_connection_namespace_cluster_job_id_requested_at_idx" ON "operation"("connection", "namespace", "cluster", "job_id", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at" DESC);

-- CreateIndex
CREATE INDEX "audit_operation_id_idx" ON "audit"("operation_id");

-- What the model can't say: its words, and that an operation has ended exactly where it says when.
ALTER TABLE "operation" ADD CONSTRAINT "operation_status_check"
  CHECK ("status" IN ('waiting', 'running', 'completed', 'failed', 'lost'));
ALTER TABLE "operation" ADD CONSTRAINT "operation_ended_check"
  CHECK (("ended_at" IS NULL) = ("status" IN ('waiting', 'running')));

-- One change of a job at a time: two savepoints at once could not be told apart where Flink takes no id of ours.
CREATE UNIQUE INDEX "operation_one_at_a_time" ON "operation"("connection", "namespace", "cluster", "job_id")
  WHERE "ended_at" IS NULL;

-- Who changed what is never rewritten, whatever the code above it says.
CREATE FUNCTION "audit_is_final"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of audit are neither changed nor deleted';
END
$$;
CREATE TRIGGER "audit_is_final" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_final"();
