-- A cluster that the Flink Kubernetes Operator runs goes by the uid of its FlinkDeployment: its Deployment is another one
-- after every upgrade.
ALTER TABLE "cluster" DROP CONSTRAINT "cluster_uid_kind_check";
ALTER TABLE "cluster" ADD CONSTRAINT "cluster_uid_kind_check" CHECK ("uid_kind" IN ('flink-deployment', 'deployment', 'service', 'ha-map', 'address'));
