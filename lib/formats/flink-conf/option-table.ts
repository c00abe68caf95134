// Every option that Flink's own classes declare, by release: the `ConfigOption` constants of flink-dist and flink-table,
// read by reflection from 1.13.6, 1.14.6, 1.15.4, 1.16.3, 1.17.2, 1.18.1, 1.19.3, 1.20.5, 2.0.2, 2.1.3, 2.2.1 and 2.3.0.
// Options of plugins (s3., fs., gs.), of connectors, formats and tables, and what Flink keeps for itself are not among them:
// what is left out is told in e2e/stories/declared-options.ts, which compares the table with the classes of three releases.
//
// A line for each option and run of releases in which it stayed the same, tabs between: key, first release, last release
// (nothing: still there in 2.3), type, default (nothing: none; "": the empty text), other keys it is read from, in the order
// in which Flink looks for them (~ before one that is not deprecated). 1.13 as first release means 1.13 or before.

export const OPTION_TABLE = `akka.ask.callstack	1.13	1.17	boolean	true	
akka.ask.timeout	1.13	1.13	string	10 s	
akka.ask.timeout	1.14	1.17	duration	10 s	
akka.client-socket-worker-pool.pool-size-factor	1.13	1.17	double	1.0	
akka.client-socket-worker-pool.pool-size-max	1.13	1.17	int	2	
akka.client-socket-worker-pool.pool-size-min	1.13	1.17	int	1	
akka.client.timeout	1.13	1.20	string	60 s	
akka.fork-join-executor.parallelism-factor	1.13	1.17	double	2.0	
akka.fork-join-executor.parallelism-max	1.13	1.17	int	64	
akka.fork-join-executor.parallelism-min	1.13	1.17	int	8	
akka.framesize	1.13	1.17	string	10485760b	
akka.jvm-exit-on-fatal-error	1.13	1.17	boolean	true	
akka.log.lifecycle.events	1.13	1.17	boolean	false	
akka.lookup.timeout	1.13	1.13	string	10 s	
akka.lookup.timeout	1.14	1.17	duration	10 s	
akka.retry-gate-closed-for	1.13	1.17	long	50	
akka.rpc.force-invocation-serialization	1.16	1.17	boolean	false	
akka.server-socket-worker-pool.pool-size-factor	1.13	1.17	double	1.0	
akka.server-socket-worker-pool.pool-size-max	1.13	1.17	int	2	
akka.server-socket-worker-pool.pool-size-min	1.13	1.17	int	1	
akka.ssl.enabled	1.13	1.17	boolean	true	
akka.startup-timeout	1.13	1.17	string		
akka.tcp.timeout	1.13	1.17	string	20 s	
akka.throughput	1.13	1.17	int	15	
akka.watch.heartbeat.interval	1.13	1.20	string	10 s	
akka.watch.heartbeat.pause	1.13	1.20	string	60 s	
akka.watch.threshold	1.13	1.20	int	12	
application-result-store.delete-on-commit	2.3		boolean	true	
application-result-store.storage-path	2.3		string		
blob.client.connect.timeout	1.13		int	0	
blob.client.socket.timeout	1.13		int	300000	
blob.fetch.backlog	1.13		int	1000	
blob.fetch.num-concurrent	1.13		int	50	
blob.fetch.retries	1.13		int	5	
blob.offload.minsize	1.13		int	1048576	
blob.server.port	1.13		string	0	
blob.service.cleanup.interval	1.13		long	3600	library-cache-manager.cleanup.interval
blob.service.ssl.enabled	1.13		boolean	true	
blob.storage.directory	1.13		string		
classloader.check-leaked-classloader	1.13		boolean	true	
classloader.fail-on-metaspace-oom-error	1.13		boolean	true	
classloader.parent-first-patterns.additional	1.13	1.14	string	""	
classloader.parent-first-patterns.additional	1.15		list	""	
classloader.parent-first-patterns.default	1.13	1.13	string	java.;scala.;org.apache.flink.;com.esotericsoftware.kryo;org.apache.hadoop.;javax.annotation.;org.slf4j;org.apache.log4j;org.apache.logging;org.apache.commons.logging;ch.qos.logback;org.xml;javax.xml;org.apache.xerces;org.w3c	classloader.parent-first-patterns
classloader.parent-first-patterns.default	1.14	1.14	string	java.;scala.;org.apache.flink.;com.esotericsoftware.kryo;org.apache.hadoop.;javax.annotation.;org.xml;javax.xml;org.apache.xerces;org.w3c;org.rocksdb.;org.slf4j;org.apache.log4j;org.apache.logging;org.apache.commons.logging;ch.qos.logback	classloader.parent-first-patterns
classloader.parent-first-patterns.default	1.15		list	java.;scala.;org.apache.flink.;com.esotericsoftware.kryo;org.apache.hadoop.;javax.annotation.;org.xml;javax.xml;org.apache.xerces;org.w3c;org.rocksdb.;org.slf4j;org.apache.log4j;org.apache.logging;org.apache.commons.logging;ch.qos.logback	classloader.parent-first-patterns
classloader.resolve-order	1.13		string	child-first	
cleanup-strategy	1.15	1.16	string	exponential-delay	
cleanup-strategy.exponential-delay.attempts	1.15		int	2147483647	
cleanup-strategy.exponential-delay.initial-backoff	1.15		duration	1 s	
cleanup-strategy.exponential-delay.max-backoff	1.15		duration	1 h	
cleanup-strategy.fixed-delay.attempts	1.15		int	2147483647	
cleanup-strategy.fixed-delay.delay	1.15		duration	1 min	
cleanup-strategy.type	1.17		string	exponential-delay	cleanup-strategy
client.heartbeat.interval	1.17	1.19	long	30000	
client.heartbeat.interval	1.20		duration	30 s	
client.heartbeat.timeout	1.17	1.19	long	180000	
client.heartbeat.timeout	1.20		duration	3 min	
client.retry-period	1.13		duration	2 s	
client.timeout	1.13		duration	1 min	akka.client.timeout
cluster.declarative-resource-management.enabled	1.13	1.13	boolean	true	
cluster.evenly-spread-out-slots	1.13	1.20	boolean	false	
cluster.fine-grained-resource-management.enabled	1.13	1.17	boolean	false	
cluster.fine-grained-resource-management.enabled	1.18	1.18	boolean	true	
cluster.id	2.3		string	00000000000000000000000000000000	
cluster.intercept-user-system-exit	1.13		enum:DISABLED|LOG|THROW	DISABLED	
cluster.io-pool.size	1.13		int		
cluster.processes.halt-on-fatal-error	1.13		boolean	false	
cluster.registration.error-delay	1.13	1.19	long	10000	
cluster.registration.error-delay	1.20		duration	10 s	
cluster.registration.initial-timeout	1.13	1.19	long	100	
cluster.registration.initial-timeout	1.20		duration	100 ms	
cluster.registration.max-timeout	1.13	1.19	long	30000	
cluster.registration.max-timeout	1.20		duration	30 s	
cluster.registration.refused-registration-delay	1.13	1.19	long	30000	
cluster.registration.refused-registration-delay	1.20		duration	30 s	
cluster.services.shutdown-timeout	1.13	1.19	long	30000	
cluster.services.shutdown-timeout	1.20		duration	30 s	
cluster.thread-dump.stacktrace-max-depth	1.15	1.16	int	8	
cluster.thread-dump.stacktrace-max-depth	1.17		int	50	
cluster.uncaught-exception-handling	1.14		enum:LOG|FAIL	LOG	
compiler.delimited-informat.max-line-samples	1.13		int	10	
compiler.delimited-informat.max-sample-len	1.13		int	2097152	
compiler.delimited-informat.min-line-samples	1.13		int	2	
completed-application-store.cache-size	2.3		long	52428800	jobstore.cache-size
completed-application-store.expiration-time	2.3		duration	1 h	
completed-application-store.max-capacity	2.3		int	2147483647	jobstore.max-capacity
completed-application-store.type	2.3		enum:File|Memory	File	jobstore.type
dstl.dfs.base-path	1.15	1.19	string		
dstl.dfs.batch.persist-delay	1.15	1.19	duration	10 ms	
dstl.dfs.batch.persist-size-threshold	1.15	1.19	memory	10 mb	
dstl.dfs.compression.enabled	1.15	1.19	boolean	false	
dstl.dfs.discard.num-threads	1.16	1.19	int	1	
dstl.dfs.download.local-cache.idle-timeout-ms	1.16	1.19	duration	10 min	
dstl.dfs.preemptive-persist-threshold	1.15	1.19	memory	5 mb	
dstl.dfs.upload.buffer-size	1.15	1.19	memory	1 mb	
dstl.dfs.upload.max-attempts	1.15	1.19	int	3	
dstl.dfs.upload.max-in-flight	1.15	1.19	memory	100 mb	
dstl.dfs.upload.next-attempt-delay	1.15	1.19	duration	500 ms	
dstl.dfs.upload.num-threads	1.15	1.19	int	5	
dstl.dfs.upload.retry-policy	1.15	1.19	string	fixed	
dstl.dfs.upload.timeout	1.15	1.19	duration	1 s	
env.hadoop.conf.dir	1.13		string		
env.hbase.conf.dir	1.13		string		
env.java.default-opts.all	1.19		string	""	
env.java.default-opts.jobmanager	1.19		string	""	
env.java.default-opts.taskmanager	1.19		string	""	
env.java.home	2.0		string		
env.java.opts	1.13	1.16	string	""	
env.java.opts.all	1.17		string	""	env.java.opts
env.java.opts.client	1.13		string	""	
env.java.opts.historyserver	1.13		string	""	
env.java.opts.jobmanager	1.13		string	""	
env.java.opts.sql-gateway	1.19		string	""	
env.java.opts.taskmanager	1.13		string	""	
env.log.dir	1.13		string		
env.log.level	1.19		string	INFO	
env.log.max	1.13	1.16	int	5	
env.log.max	1.17		int	10	
env.pid.dir	1.13		string	/tmp	
env.ssh.opts	1.13		string		
env.stdout-err.redirect-to-file	1.18		boolean	false	
env.yarn.conf.dir	1.13		string		
events.reporters	2.1		string		
execution.allow-client-job-configurations	1.15	1.15	boolean	true	
execution.async-state.active-buffer-size	2.0		int	1000	
execution.async-state.active-buffer-timeout	2.0		long	1000	
execution.async-state.buffer-size	1.20	1.20	int	1000	
execution.async-state.buffer-timeout	1.20	1.20	long	1000	
execution.async-state.in-flight-records-limit	1.20	1.20	int	6000	
execution.async-state.total-buffer-size	2.0		int	6000	
execution.attached	1.13		boolean	false	
execution.batch-shuffle-mode	1.14	1.15	enum:ALL_EXCHANGES_PIPELINED|ALL_EXCHANGES_BLOCKING	ALL_EXCHANGES_BLOCKING	
execution.batch-shuffle-mode	1.16		enum:ALL_EXCHANGES_PIPELINED|ALL_EXCHANGES_BLOCKING|ALL_EXCHANGES_HYBRID_FULL|ALL_EXCHANGES_HYBRID_SELECTIVE	ALL_EXCHANGES_BLOCKING	
execution.batch-state-backend.enabled	1.13		boolean	true	
execution.batch.adaptive.auto-parallelism.avg-data-volume-per-task	1.17		memory	16 mb	jobmanager.adaptive-batch-scheduler.avg-data-volume-per-task
execution.batch.adaptive.auto-parallelism.default-source-parallelism	1.17	1.18	int	1	jobmanager.adaptive-batch-scheduler.default-source-parallelism
execution.batch.adaptive.auto-parallelism.default-source-parallelism	1.19		int		jobmanager.adaptive-batch-scheduler.default-source-parallelism
execution.batch.adaptive.auto-parallelism.enabled	1.17		boolean	true	
execution.batch.adaptive.auto-parallelism.max-parallelism	1.17		int	128	jobmanager.adaptive-batch-scheduler.max-parallelism
execution.batch.adaptive.auto-parallelism.min-parallelism	1.17		int	1	jobmanager.adaptive-batch-scheduler.min-parallelism
execution.batch.adaptive.stream-graph-optimization.strategies	2.0		list		
execution.batch.job-recovery.enabled	1.20		boolean	false	
execution.batch.job-recovery.previous-worker.recovery.timeout	1.20		duration	30 s	
execution.batch.job-recovery.snapshot.min-pause	1.20		duration	3 min	
execution.batch.speculative.block-slow-node-duration	1.17		duration	1 min	jobmanager.adaptive-batch-scheduler.speculative.block-slow-node-duration
execution.batch.speculative.enabled	1.17		boolean	false	jobmanager.adaptive-batch-scheduler.speculative.enabled
execution.batch.speculative.max-concurrent-executions	1.17		int	2	jobmanager.adaptive-batch-scheduler.speculative.max-concurrent-executions
execution.buffer-timeout	1.13	1.15	duration	100 ms	
execution.buffer-timeout.enabled	1.16		boolean	true	
execution.buffer-timeout.interval	1.16		duration	100 ms	execution.buffer-timeout
execution.checkpointing.aligned-checkpoint-timeout	1.14		duration	0 ms	execution.checkpointing.alignment-timeout
execution.checkpointing.alignment-timeout	1.13	1.20	duration	0 ms	
execution.checkpointing.approximate-local-recovery	1.17	1.20	boolean	false	
execution.checkpointing.checkpoints-after-tasks-finish	1.20		boolean	true	execution.checkpointing.checkpoints-after-tasks-finish.enabled
execution.checkpointing.checkpoints-after-tasks-finish.enabled	1.14	1.14	boolean	false	
execution.checkpointing.checkpoints-after-tasks-finish.enabled	1.15	1.20	boolean	true	
execution.checkpointing.cleaner.parallel-mode	1.20		boolean	true	state.checkpoint.cleaner.parallel-mode
execution.checkpointing.create-subdir	1.20		boolean	true	state.checkpoints.create-subdir
execution.checkpointing.data-inline-threshold	1.20		memory	20 kb	state.storage.fs.memory-threshold,state.backend.fs.memory-threshold
execution.checkpointing.dir	1.20		string		state.checkpoints.dir,state.backend.fs.checkpointdir
execution.checkpointing.during-recovery.enabled	2.3		boolean	false	
execution.checkpointing.externalized-checkpoint-retention	1.13		enum:DELETE_ON_CANCELLATION|RETAIN_ON_CANCELLATION|NO_EXTERNALIZED_CHECKPOINTS	NO_EXTERNALIZED_CHECKPOINTS	
execution.checkpointing.file-merging.across-checkpoint-boundary	1.20		boolean	false	
execution.checkpointing.file-merging.enabled	1.20		boolean	false	
execution.checkpointing.file-merging.max-file-size	1.20		memory	32 mb	
execution.checkpointing.file-merging.max-space-amplification	1.20		float	2.0	
execution.checkpointing.file-merging.max-subtasks-per-file	1.20		int	4	
execution.checkpointing.file-merging.pool-blocking	1.20		boolean	false	
execution.checkpointing.force	1.17	1.20	boolean	false	
execution.checkpointing.incremental	1.20		boolean	false	state.backend.incremental
execution.checkpointing.interval	1.13		duration		
execution.checkpointing.interval-during-backlog	1.19		duration		
execution.checkpointing.local-backup.dirs	1.20		string		taskmanager.state.local.root-dirs
execution.checkpointing.local-backup.enabled	1.20		boolean	false	~execution.state-recovery.from-local,state.backend.local-recovery
execution.checkpointing.max-concurrent-checkpoints	1.13		int	1	
execution.checkpointing.min-pause	1.13		duration	0 ms	
execution.checkpointing.mode	1.13		enum:EXACTLY_ONCE|AT_LEAST_ONCE	EXACTLY_ONCE	
execution.checkpointing.num-retained	1.20		int	1	state.checkpoints.num-retained
execution.checkpointing.prefer-checkpoint-for-recovery	1.13	1.13	boolean	false	
execution.checkpointing.recover-without-channel-state.checkpoint-id	1.14	1.20	long	-1	
execution.checkpointing.savepoint-dir	1.20		string		state.savepoints.dir,savepoints.state.backend.fs.dir
execution.checkpointing.snapshot-compression	1.13		boolean	false	
execution.checkpointing.storage	1.20		string		state.checkpoint-storage
execution.checkpointing.timeout	1.13		duration	10 min	
execution.checkpointing.tolerable-failed-checkpoints	1.13	1.18	int		
execution.checkpointing.tolerable-failed-checkpoints	1.19		int	0	
execution.checkpointing.unaligned	1.13	1.16	boolean	false	
execution.checkpointing.unaligned.enabled	1.17		boolean	false	execution.checkpointing.unaligned
execution.checkpointing.unaligned.forced	1.13		boolean	false	
execution.checkpointing.unaligned.interruptible-timers.enabled	1.20		boolean	false	
execution.checkpointing.unaligned.max-subtasks-per-channel-state-file	1.17		int	5	
execution.checkpointing.unaligned.recover-output-on-downstream.enabled	2.3		boolean	false	
execution.checkpointing.write-buffer-size	1.20		int	4096	state.storage.fs.write-buffer-size,state.backend.fs.write-buffer-size
execution.job-listeners	1.13		list		
execution.job-status-changed-listeners	2.0		list		
execution.program-config.enabled	1.16		boolean	true	execution.allow-client-job-configurations
execution.program-config.wildcards	1.16		list	""	
execution.runtime-mode	1.13		enum:STREAMING|BATCH|AUTOMATIC	STREAMING	
execution.savepoint-restore-mode	1.15	1.20	enum:CLAIM|NO_CLAIM|LEGACY	NO_CLAIM	
execution.savepoint.ignore-unclaimed-state	1.13	1.20	boolean	false	
execution.savepoint.path	1.13	1.20	string		
execution.shutdown-on-application-finish	1.15		boolean	true	
execution.shutdown-on-attached-exit	1.13		boolean	false	
execution.sort-keyed-partition.memory	1.20		memory	128 mb	
execution.sort-partition.memory	1.20		memory	128 mb	
execution.sorted-inputs.enabled	1.13		boolean	true	
execution.sorted-inputs.memory	1.14		memory	128 mb	
execution.state-recovery.approximate-local-recovery	1.20		boolean	false	execution.checkpointing.approximate-local-recovery
execution.state-recovery.claim-mode	1.20		enum:CLAIM|NO_CLAIM|LEGACY	NO_CLAIM	execution.savepoint-restore-mode
execution.state-recovery.from-local	1.20		boolean	false	state.backend.local-recovery
execution.state-recovery.ignore-unclaimed-state	1.20		boolean	false	execution.savepoint.ignore-unclaimed-state
execution.state-recovery.path	1.20		string		execution.savepoint.path
execution.state-recovery.without-channel-state.checkpoint-id	1.20		long	-1	execution.checkpointing.recover-without-channel-state.checkpoint-id
execution.submit-failed-job-on-application-error	1.15		boolean	false	
execution.target	1.13		string		
execution.terminate-application-on-any-job-terminated-exceptionally	2.3		boolean	true	
external-resource.<resource_name>.amount	1.13		long		
external-resource.<resource_name>.driver-factory.class	1.13		string		
external-resource.<resource_name>.kubernetes.config-key	1.13		string		
external-resource.<resource_name>.param.<param>	1.13		string		
external-resource.<resource_name>.yarn.config-key	1.13		string		
external-resources	1.13		list	""	
factory.class	1.16		string		
filter.excludes	1.16		list	""	
filter.includes	1.16		list	*:*:*	
fine-grained.shuffle-mode.all-blocking	1.14	1.20	boolean	false	
flink.hadoop.<key>	1.13		string		
flink.yarn.<key>	1.13		string		
fs.allowed-fallback-filesystems	1.13		string	""	
fs.default-scheme	1.13		string		
fs.output.always-create-directory	1.13		boolean	false	
fs.overwrite-files	1.13		boolean	false	
heartbeat.interval	1.13	1.19	long	10000	
heartbeat.interval	1.20		duration	10 s	
heartbeat.rpc-failure-threshold	1.14		int	2	
heartbeat.timeout	1.13	1.19	long	50000	
heartbeat.timeout	1.20		duration	50 s	
high-availability	1.13	1.16	string	NONE	recovery.mode
high-availability.cluster-id	1.13		string	/default	high-availability.zookeeper.path.namespace,recovery.zookeeper.path.namespace
high-availability.job.delay	1.13	1.20	string		recovery.job.delay
high-availability.jobmanager.port	1.13		string	0	recovery.jobmanager.port
high-availability.kubernetes.leader-election.lease-duration	1.13		duration	15 s	
high-availability.kubernetes.leader-election.renew-deadline	1.13		duration	15 s	
high-availability.kubernetes.leader-election.retry-period	1.13		duration	5 s	
high-availability.storageDir	1.13		string		high-availability.zookeeper.storageDir,recovery.zookeeper.storageDir
high-availability.type	1.17		string	NONE	recovery.mode,high-availability
high-availability.use-old-ha-services	1.15	1.15	boolean	false	
high-availability.zookeeper.client.acl	1.13		string	open	
high-availability.zookeeper.client.authorization	1.20		map		
high-availability.zookeeper.client.connection-timeout	1.13	1.19	int	15000	recovery.zookeeper.client.connection-timeout
high-availability.zookeeper.client.connection-timeout	1.20		duration	15 s	recovery.zookeeper.client.connection-timeout
high-availability.zookeeper.client.ensemble-tracker	1.18		boolean	true	
high-availability.zookeeper.client.max-close-wait	1.20		duration		
high-availability.zookeeper.client.max-retry-attempts	1.13		int	3	recovery.zookeeper.client.max-retry-attempts
high-availability.zookeeper.client.max-retry-wait	2.0		duration	1 min	
high-availability.zookeeper.client.retry-wait	1.13	1.19	int	5000	recovery.zookeeper.client.retry-wait
high-availability.zookeeper.client.retry-wait	1.20		duration	5 s	recovery.zookeeper.client.retry-wait
high-availability.zookeeper.client.session-timeout	1.13	1.19	int	60000	recovery.zookeeper.client.session-timeout
high-availability.zookeeper.client.session-timeout	1.20		duration	1 min	recovery.zookeeper.client.session-timeout
high-availability.zookeeper.client.simulated-session-expiration-percent	1.20		int		
high-availability.zookeeper.client.tolerate-suspended-connections	1.14		boolean	false	
high-availability.zookeeper.path.applications	2.3		string	/applications	
high-availability.zookeeper.path.checkpoint-counter	1.13	1.13	string	/checkpoint-counter	recovery.zookeeper.path.checkpoint-counter
high-availability.zookeeper.path.checkpoints	1.13	1.13	string	/checkpoints	recovery.zookeeper.path.checkpoints
high-availability.zookeeper.path.execution-plans	2.0		string	/execution-plans	recovery.zookeeper.path.jobgraphs,high-availability.zookeeper.path.jobgraphs
high-availability.zookeeper.path.jobgraphs	1.13	1.20	string	/jobgraphs	recovery.zookeeper.path.jobgraphs
high-availability.zookeeper.path.latch	1.13	1.13	string	/leaderlatch	recovery.zookeeper.path.latch
high-availability.zookeeper.path.leader	1.13	1.13	string	/leader	recovery.zookeeper.path.leader
high-availability.zookeeper.path.mesos-workers	1.13	1.13	string	/mesos-workers	recovery.zookeeper.path.mesos-workers
high-availability.zookeeper.path.root	1.13		string	/flink	recovery.zookeeper.path.root
high-availability.zookeeper.path.running-registry	1.13	1.20	string	/running_job_registry/	
high-availability.zookeeper.quorum	1.13		string		recovery.zookeeper.quorum
historyserver.archive.clean-expired-applications	2.3		boolean	false	
historyserver.archive.clean-expired-jobs	1.13		boolean	false	
historyserver.archive.fs.dir	1.13		string		
historyserver.archive.fs.refresh-interval	1.13	1.19	long	10000	
historyserver.archive.fs.refresh-interval	1.20		duration	10 s	
historyserver.archive.retained-applications	2.3		int	-1	
historyserver.archive.retained-jobs	1.13		int	-1	
historyserver.archive.retained-ttl	2.2		duration		
historyserver.log.jobmanager.url-pattern	1.16		string		
historyserver.log.taskmanager.url-pattern	1.16		string		
historyserver.web.address	1.13		string		
historyserver.web.port	1.13		int	8082	
historyserver.web.refresh-interval	1.13	1.19	long	10000	
historyserver.web.refresh-interval	1.20		duration	10 s	
historyserver.web.ssl.enabled	1.13		boolean	false	
historyserver.web.tmpdir	1.13		string		
io.tmp.dirs	1.13		string	<java.io.tmpdir>	taskmanager.tmp.dirs
jmx.server.port	1.13		string		
job-event.store.write-buffer.flush-interval	1.20		duration	1 s	
job-event.store.write-buffer.size	1.20		memory	1 mb	
job-result-store.delete-on-commit	1.15		boolean	true	
job-result-store.storage-path	1.15		string		
jobmanager.adaptive-batch-scheduler.avg-data-volume-per-task	1.15	1.20	memory	1 gb	
jobmanager.adaptive-batch-scheduler.default-source-parallelism	1.15	1.20	int	1	
jobmanager.adaptive-batch-scheduler.max-parallelism	1.15	1.20	int	128	
jobmanager.adaptive-batch-scheduler.min-parallelism	1.15	1.20	int	1	
jobmanager.adaptive-batch-scheduler.speculative.block-slow-node-duration	1.16	1.20	duration	1 min	
jobmanager.adaptive-batch-scheduler.speculative.enabled	1.16	1.20	boolean	false	
jobmanager.adaptive-batch-scheduler.speculative.max-concurrent-executions	1.16	1.20	int	2	
jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling	2.0		duration	30 s	jobmanager.adaptive-scheduler.scaling-interval.min
jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout	2.0		duration	1 min	
jobmanager.adaptive-scheduler.min-parallelism-increase	1.13		int	1	
jobmanager.adaptive-scheduler.prefer-minimal-taskmanagers	1.19		boolean	true	
jobmanager.adaptive-scheduler.rescale-trigger.max-checkpoint-failures	2.0		int	2	
jobmanager.adaptive-scheduler.rescale-trigger.max-delay	2.0		duration		
jobmanager.adaptive-scheduler.resource-stabilization-timeout	1.13		duration	10 s	
jobmanager.adaptive-scheduler.resource-wait-timeout	1.13		duration	5 min	
jobmanager.adaptive-scheduler.scaling-interval.max	1.19		duration		
jobmanager.adaptive-scheduler.scaling-interval.min	1.19		duration	30 s	
jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout	2.0		duration	10 s	jobmanager.adaptive-scheduler.resource-stabilization-timeout
jobmanager.adaptive-scheduler.submission.resource-wait-timeout	2.0		duration	5 min	jobmanager.adaptive-scheduler.resource-wait-timeout
jobmanager.archive.fs.dir	1.13		string		
jobmanager.bind-host	1.13		string		
jobmanager.execution.attempts-history-size	1.13		int	16	job-manager.max-attempts-history-size
jobmanager.execution.failover-strategy	1.13		string	region	
jobmanager.failure-enrichers	1.18		string		
jobmanager.future-pool.size	1.14		int		
jobmanager.heap.mb	1.13	1.20	int		
jobmanager.heap.size	1.13	1.20	memory		
jobmanager.io-pool.size	1.14		int		
jobmanager.memory.enable-jvm-direct-memory-limit	1.13		boolean	false	
jobmanager.memory.flink.size	1.13		memory		
jobmanager.memory.heap.size	1.13		memory		
jobmanager.memory.jvm-metaspace.size	1.13		memory	256 mb	
jobmanager.memory.jvm-overhead.fraction	1.13		float	0.1	
jobmanager.memory.jvm-overhead.max	1.13		memory	1 gb	
jobmanager.memory.jvm-overhead.min	1.13		memory	192 mb	
jobmanager.memory.off-heap.size	1.13		memory	128 mb	
jobmanager.memory.process.size	1.13		memory		
jobmanager.partition.hybrid.partition-data-consume-constraint	1.17		enum:ALL_PRODUCERS_FINISHED|ONLY_FINISHED_PRODUCERS|UNFINISHED_PRODUCERS		
jobmanager.partition.release-during-job-execution	1.13		boolean	true	
jobmanager.resource-id	1.15		string		
jobmanager.retrieve-taskmanager-hostname	1.13		boolean	true	
jobmanager.rpc.address	1.13		string		
jobmanager.rpc.bind-port	1.13		int		
jobmanager.rpc.port	1.13		int	6123	
jobmanager.scheduler	1.13	1.14	enum:Ng|Adaptive	Ng	
jobmanager.scheduler	1.15	1.15	enum:Ng|Adaptive|AdaptiveBatch	Ng	
jobmanager.scheduler	1.16	1.20	enum:Ng|Default|Adaptive|AdaptiveBatch	Default	
jobmanager.scheduler	2.0		enum:Default|Adaptive|AdaptiveBatch	Default	
jobmanager.task-deployment.offload-shuffle-descriptors-to-blob-server.threshold-num	1.18		int	4194304	
jobmanager.web.address	1.13	1.20	string		
jobstore.cache-size	1.13		long	52428800	
jobstore.expiration-time	1.13		long	3600	
jobstore.max-capacity	1.13		int	2147483647	
jobstore.type	1.15		enum:File|Memory	File	
kubernetes.artifacts.local-upload-enabled	1.20		boolean	false	
kubernetes.artifacts.local-upload-overwrite	1.20		boolean	false	
kubernetes.artifacts.local-upload-target	1.20		string		
kubernetes.client.io-pool.size	1.13		int	4	
kubernetes.client.user-agent	1.16		string	flink	
kubernetes.cluster-id	1.13		string		
kubernetes.config.file	1.13		string		
kubernetes.container.image	1.13	1.13	string	apache/flink:1.13.6-scala_2.12	
kubernetes.container.image	1.14	1.14	string	apache/flink:1.14.6-scala_2.11	
kubernetes.container.image	1.15	1.15	string	apache/flink:1.15.4-scala_2.12	
kubernetes.container.image	1.16	1.16	string	apache/flink:1.16.3-scala_2.12	
kubernetes.container.image.pull-policy	1.13		enum:IfNotPresent|Always|Never	IfNotPresent	
kubernetes.container.image.pull-secrets	1.13		list		
kubernetes.container.image.ref	1.17	1.17	string	apache/flink:1.17.2-scala_2.12	kubernetes.container.image
kubernetes.container.image.ref	1.18	1.18	string	apache/flink:1.18.1-scala_2.12	kubernetes.container.image
kubernetes.container.image.ref	1.19	1.19	string	apache/flink:1.19.3-scala_2.12	kubernetes.container.image
kubernetes.container.image.ref	1.20	1.20	string	apache/flink:1.20.5-scala_2.12	kubernetes.container.image
kubernetes.container.image.ref	2.0	2.0	string	apache/flink:2.0.2-scala_2.12	kubernetes.container.image
kubernetes.container.image.ref	2.1	2.1	string	apache/flink:2.1.3-scala_2.12	kubernetes.container.image
kubernetes.container.image.ref	2.2	2.2	string	apache/flink:2.2.1-scala_2.12	kubernetes.container.image
kubernetes.container.image.ref	2.3		string	apache/flink:2.3.0-scala_2.12	kubernetes.container.image
kubernetes.context	1.13		string		
kubernetes.decorator.hadoop-conf-mount.enabled	1.17		boolean	true	
kubernetes.decorator.kerberos-mount.enabled	1.17		boolean	true	
kubernetes.entry.path	1.13		string	/docker-entrypoint.sh	
kubernetes.env.secretKeyRef	1.13		map-list		
kubernetes.flink.conf.dir	1.13		string	/opt/flink/conf	
kubernetes.flink.log.dir	1.13		string		
kubernetes.hadoop.conf.config-map.name	1.13		string		
kubernetes.hostnetwork.enabled	1.15		boolean	false	
kubernetes.internal-service.annotations	1.20		map		
kubernetes.internal-service.labels	2.2		map		
kubernetes.internal.jobmanager.entrypoint.class	1.13		string		
kubernetes.jobmanager.annotations	1.13		map		
kubernetes.jobmanager.cpu	1.13	1.16	double	1.0	
kubernetes.jobmanager.cpu.amount	1.17		double	1.0	kubernetes.jobmanager.cpu
kubernetes.jobmanager.cpu.limit-factor	1.15		double	1.0	
kubernetes.jobmanager.entrypoint.args	1.16		string	""	
kubernetes.jobmanager.labels	1.13		map		
kubernetes.jobmanager.memory.limit-factor	1.15		double	1.0	
kubernetes.jobmanager.node-selector	1.13		map		
kubernetes.jobmanager.owner.reference	1.13		map-list		
kubernetes.jobmanager.replicas	1.14		int	1	
kubernetes.jobmanager.service-account	1.13		string	default	~kubernetes.service-account
kubernetes.jobmanager.tolerations	1.13		map-list		
kubernetes.namespace	1.13		string	default	
kubernetes.node-name-label	1.16		string	kubernetes.io/hostname	
kubernetes.persistent-volume-claim-read-only	2.3		boolean	false	
kubernetes.persistent-volume-claims	2.3		map		
kubernetes.pod-template-file	1.13	1.16	string		
kubernetes.pod-template-file.default	1.17		string		kubernetes.pod-template-file
kubernetes.pod-template-file.jobmanager	1.13	1.16	string		~kubernetes.pod-template-file
kubernetes.pod-template-file.jobmanager	1.17		string		~kubernetes.pod-template-file,~kubernetes.pod-template-file.default
kubernetes.pod-template-file.taskmanager	1.13	1.16	string		~kubernetes.pod-template-file
kubernetes.pod-template-file.taskmanager	1.17		string		~kubernetes.pod-template-file,~kubernetes.pod-template-file.default
kubernetes.rest-service.annotations	1.13		map		
kubernetes.rest-service.exposed.node-port-address-type	1.14		enum:InternalIP|ExternalIP	InternalIP	
kubernetes.rest-service.exposed.type	1.13	1.13	enum:ClusterIP|NodePort|LoadBalancer	LoadBalancer	
kubernetes.rest-service.exposed.type	1.14	1.14	enum:ClusterIP|NodePort|LoadBalancer|Headless_ClusterIP	LoadBalancer	
kubernetes.rest-service.exposed.type	1.15		enum:ClusterIP|NodePort|LoadBalancer|Headless_ClusterIP	ClusterIP	
kubernetes.rest-service.labels	2.2		map		
kubernetes.secrets	1.13		map		
kubernetes.service-account	1.13		string	default	
kubernetes.taskmanager.annotations	1.13		map		
kubernetes.taskmanager.cpu	1.13	1.16	double	-1.0	
kubernetes.taskmanager.cpu.amount	1.17		double	-1.0	kubernetes.taskmanager.cpu
kubernetes.taskmanager.cpu.limit-factor	1.15		double	1.0	
kubernetes.taskmanager.entrypoint.args	1.16		string	""	
kubernetes.taskmanager.labels	1.13		map		
kubernetes.taskmanager.memory.limit-factor	1.15		double	1.0	
kubernetes.taskmanager.node-selector	1.13		map		
kubernetes.taskmanager.service-account	1.13		string	default	~kubernetes.service-account
kubernetes.taskmanager.tolerations	1.13		map-list		
kubernetes.transactional-operation.initial-retry-delay	1.20		duration	50 ms	
kubernetes.transactional-operation.max-retries	1.13	1.19	int	5	
kubernetes.transactional-operation.max-retries	1.20		int	15	
kubernetes.transactional-operation.max-retry-delay	1.20		duration	1 min	
local.number-resourcemanager	1.13	1.20	int	1	
materialized-table.default-freshness.continuous	2.2		duration	3 min	
materialized-table.default-freshness.full	2.2		duration	1 h	
materialized-table.default-start-mode	2.3		enum:FROM_BEGINNING|FROM_NOW|FROM_TIMESTAMP|RESUME_OR_FROM_BEGINNING|RESUME_OR_FROM_NOW|RESUME_OR_FROM_TIMESTAMP	FROM_BEGINNING	
materialized-table.refresh-mode.freshness-threshold	1.20		duration	30 min	
mesos.failover-timeout	1.13	1.13	int	604800	
mesos.master	1.13	1.13	string		
mesos.resourcemanager.artifactserver.port	1.13	1.13	int	0	
mesos.resourcemanager.artifactserver.ssl.enabled	1.13	1.13	boolean	true	
mesos.resourcemanager.declined-offer-refuse-duration	1.13	1.13	long	5000	
mesos.resourcemanager.framework.name	1.13	1.13	string	Flink	
mesos.resourcemanager.framework.principal	1.13	1.13	string		
mesos.resourcemanager.framework.role	1.13	1.13	string	*	
mesos.resourcemanager.framework.secret	1.13	1.13	string		
mesos.resourcemanager.framework.user	1.13	1.13	string	""	
mesos.resourcemanager.tasks.port-assignments	1.13	1.13	string		
mesos.resourcemanager.unused-offer-expiration	1.13	1.13	long	120000	
metrics.fetcher.update-interval	1.13	1.19	long	10000	
metrics.fetcher.update-interval	1.20		duration	10 s	
metrics.internal.query-service.port	1.13		string	0	
metrics.internal.query-service.thread-priority	1.13		int	1	
metrics.job.status.enable	1.15		enum-list:STATE|CURRENT_TIME|TOTAL_TIME	CURRENT_TIME	
metrics.latency.granularity	1.13		string	operator	
metrics.latency.history-size	1.13		int	128	
metrics.latency.interval	1.13	1.19	long	0	
metrics.latency.interval	1.20		duration	0 ms	
metrics.reporter.<name>.<parameter>	1.13	1.15	string		
metrics.reporter.<name>.class	1.13	1.15	string		
metrics.reporter.<name>.interval	1.13	1.15	duration	10 s	
metrics.reporters	1.13		string		
metrics.scope.delimiter	1.13		string	.	
metrics.scope.jm	1.13		string	<host>.jobmanager	
metrics.scope.jm-job	1.17		string	<host>.jobmanager.<job_name>	metrics.scope.jm.job
metrics.scope.jm-operator	1.18		string	<host>.jobmanager.<job_name>.<operator_name>	
metrics.scope.jm.job	1.13	1.16	string	<host>.jobmanager.<job_name>	
metrics.scope.operator	1.13		string	<host>.taskmanager.<tm_id>.<job_name>.<operator_name>.<subtask_index>	
metrics.scope.task	1.13		string	<host>.taskmanager.<tm_id>.<job_name>.<task_name>.<subtask_index>	
metrics.scope.tm	1.13		string	<host>.taskmanager.<tm_id>	
metrics.scope.tm-job	1.17		string	<host>.taskmanager.<tm_id>.<job_name>	metrics.scope.tm.job
metrics.scope.tm.job	1.13	1.16	string	<host>.taskmanager.<tm_id>.<job_name>	
metrics.system-resource	1.13		boolean	false	
metrics.system-resource-probing-interval	1.13	1.19	long	5000	
metrics.system-resource-probing-interval	1.20		duration	5 s	
minicluster.number-of-taskmanagers	1.19		int	1	local.number-taskmanager
parallelism.default	1.13		int	1	
partition.fields.#.date-formatter	1.20		string		
pekko.ask.callstack	1.18		boolean	true	akka.ask.callstack
pekko.ask.timeout	1.18		duration	10 s	akka.ask.timeout
pekko.client-socket-worker-pool.pool-size-factor	1.18		double	1.0	akka.client-socket-worker-pool.pool-size-factor
pekko.client-socket-worker-pool.pool-size-max	1.18		int	2	akka.client-socket-worker-pool.pool-size-max
pekko.client-socket-worker-pool.pool-size-min	1.18		int	1	akka.client-socket-worker-pool.pool-size-min
pekko.fork-join-executor.parallelism-factor	1.18		double	2.0	akka.fork-join-executor.parallelism-factor
pekko.fork-join-executor.parallelism-max	1.18		int	64	akka.fork-join-executor.parallelism-max
pekko.fork-join-executor.parallelism-min	1.18		int	8	akka.fork-join-executor.parallelism-min
pekko.framesize	1.18		string	10485760b	akka.framesize
pekko.jvm-exit-on-fatal-error	1.18		boolean	true	akka.jvm-exit-on-fatal-error
pekko.log.lifecycle.events	1.18		boolean	false	akka.log.lifecycle.events
pekko.lookup.timeout	1.18		duration	10 s	akka.lookup.timeout
pekko.remote-fork-join-executor.parallelism-factor	1.19		double	2.0	
pekko.remote-fork-join-executor.parallelism-max	1.19		int	16	
pekko.remote-fork-join-executor.parallelism-min	1.19		int	8	
pekko.retry-gate-closed-for	1.18		long	50	akka.retry-gate-closed-for
pekko.rpc.force-invocation-serialization	1.18		boolean	false	akka.rpc.force-invocation-serialization
pekko.server-socket-worker-pool.pool-size-factor	1.18		double	1.0	akka.server-socket-worker-pool.pool-size-factor
pekko.server-socket-worker-pool.pool-size-max	1.18		int	2	akka.server-socket-worker-pool.pool-size-max
pekko.server-socket-worker-pool.pool-size-min	1.18		int	1	akka.server-socket-worker-pool.pool-size-min
pekko.ssl.enabled	1.18		boolean	true	akka.ssl.enabled
pekko.startup-timeout	1.18	1.19	string		akka.startup-timeout
pekko.startup-timeout	1.20		duration		akka.startup-timeout
pekko.tcp.timeout	1.18	1.19	string	20 s	akka.tcp.timeout
pekko.tcp.timeout	1.20		duration	20 s	akka.tcp.timeout
pekko.throughput	1.18		int	15	akka.throughput
pipeline.auto-generate-uids	1.13		boolean	true	
pipeline.auto-type-registration	1.13	1.20	boolean	true	
pipeline.auto-watermark-interval	1.13	1.16	duration	0 ms	
pipeline.auto-watermark-interval	1.17		duration	200 ms	
pipeline.cached-files	1.13		list		
pipeline.classpaths	1.13		list		
pipeline.closure-cleaner-level	1.13		enum:NONE|TOP_LEVEL|RECURSIVE	RECURSIVE	
pipeline.default-kryo-serializers	1.13	1.20	list		
pipeline.force-avro	1.13		boolean	false	
pipeline.force-kryo	1.13		boolean	false	
pipeline.force-kryo-avro	1.20		boolean		
pipeline.generic-types	1.13		boolean	true	
pipeline.global-job-parameters	1.13		map		
pipeline.jars	1.13		list		
pipeline.jobvertex-parallelism-overrides	1.17		map	""	
pipeline.max-parallelism	1.13		int	-1	
pipeline.name	1.13		string		
pipeline.object-reuse	1.13		boolean	false	
pipeline.operator-chaining	1.13	1.17	boolean	true	
pipeline.operator-chaining.chain-operators-with-different-max-parallelism	1.18		boolean	true	
pipeline.operator-chaining.enabled	1.18		boolean	true	pipeline.operator-chaining
pipeline.registered-kryo-types	1.13	1.20	list		
pipeline.registered-pojo-types	1.13	1.20	list		
pipeline.serialization-config	1.19		list		
pipeline.sources.pause-until-first-checkpoint	2.3		boolean	false	
pipeline.time-characteristic	1.13	1.18	enum:ProcessingTime|IngestionTime|EventTime	ProcessingTime	
pipeline.time-characteristic	1.19	1.20	enum:ProcessingTime|IngestionTime|EventTime	EventTime	
pipeline.vertex-description-mode	1.15		enum:TREE|CASCADING	TREE	
pipeline.vertex-name-include-index-prefix	1.15		boolean	false	
pipeline.watermark-alignment.allow-unaligned-source-splits	1.17		boolean	false	
pipeline.watermark-alignment.buffer-size	2.3		int	3	
plugin.classloader.parent-first-patterns.additional	1.13	1.14	string	""	
plugin.classloader.parent-first-patterns.additional	1.15		list	""	
plugin.classloader.parent-first-patterns.default	1.13	1.13	string	java.;scala.;org.apache.flink.;javax.annotation.;org.slf4j;org.apache.log4j;org.apache.logging;org.apache.commons.logging;ch.qos.logback	
plugin.classloader.parent-first-patterns.default	1.14	1.14	string	java.;org.apache.flink.;javax.annotation.;org.slf4j;org.apache.log4j;org.apache.logging;org.apache.commons.logging;ch.qos.logback	
plugin.classloader.parent-first-patterns.default	1.15		list	java.;org.apache.flink.;javax.annotation.;org.slf4j;org.apache.log4j;org.apache.logging;org.apache.commons.logging;ch.qos.logback	
process.jobmanager.working-dir	1.15		string		~process.working-dir
process.taskmanager.working-dir	1.15		string		~process.working-dir
process.working-dir	1.15		string		
queryable-state.client.network-threads	1.13		int	0	query.client.network-threads
queryable-state.enable	1.13		boolean	false	
queryable-state.proxy.network-threads	1.13		int	0	query.proxy.network-threads
queryable-state.proxy.ports	1.13		string	9069	query.proxy.ports
queryable-state.proxy.query-threads	1.13		int	0	query.proxy.query-threads
queryable-state.server.network-threads	1.13		int	0	query.server.network-threads
queryable-state.server.ports	1.13		string	9067	query.server.ports
queryable-state.server.query-threads	1.13		int	0	query.server.query-threads
resourcemanager.job.timeout	1.13	1.19	string	5 minutes	
resourcemanager.job.timeout	1.20		duration	5 min	
resourcemanager.previous-worker.recovery.timeout	1.16		duration	0 ms	
resourcemanager.rpc.port	1.13		int	0	
resourcemanager.standalone.start-up-time	1.13	1.19	long	-1	
resourcemanager.standalone.start-up-time	1.20		duration		
resourcemanager.start-worker.max-failure-rate	1.13		double	10.0	
resourcemanager.start-worker.retry-interval	1.13		duration	3 s	
resourcemanager.taskmanager-registration.timeout	1.13		duration	5 min	~taskmanager.registration.timeout
resourcemanager.taskmanager-release.wait.result.consumed	1.13	1.20	boolean	true	
resourcemanager.taskmanager-timeout	1.13	1.19	long	30000	slotmanager.taskmanager-timeout
resourcemanager.taskmanager-timeout	1.20		duration	30 s	slotmanager.taskmanager-timeout
rest.address	1.13		string		~jobmanager.rpc.address
rest.async.store-duration	1.15		duration	5 min	
rest.await-leader-timeout	1.13	1.19	long	30000	
rest.await-leader-timeout	1.20		duration	30 s	
rest.bind-address	1.13		string		~web.address,jobmanager.web.address
rest.bind-port	1.13		string	8081	~rest.port,web.port,jobmanager.web.port
rest.cache.checkpoint-statistics.size	1.18		int	1000	
rest.cache.checkpoint-statistics.timeout	1.18		duration	3 s	~web.refresh-interval
rest.cache.execution-graph.timeout	2.3		duration		
rest.client.max-content-length	1.13		int	104857600	
rest.connection-timeout	1.13	1.19	long	15000	
rest.connection-timeout	1.20		duration	15 s	
rest.flamegraph.cleanup-interval	1.13		duration	10 min	
rest.flamegraph.delay-between-samples	1.13		duration	50 ms	
rest.flamegraph.enabled	1.13		boolean	false	
rest.flamegraph.num-samples	1.13		int	100	
rest.flamegraph.refresh-interval	1.13		duration	1 min	
rest.flamegraph.stack-depth	1.13		int	100	
rest.idleness-timeout	1.13	1.19	long	300000	
rest.idleness-timeout	1.20		duration	5 min	
rest.path	1.19		string	""	
rest.port	1.13		int	8081	web.port
rest.profiling.dir	1.19		string	<java.io.tmpdir>	
rest.profiling.duration-max	1.19		duration	5 min	
rest.profiling.enabled	1.19		boolean	false	
rest.profiling.history-size	1.19		int	10	
rest.retry.delay	1.13	1.19	long	3000	
rest.retry.delay	1.20		duration	3 s	
rest.retry.max-attempts	1.13		int	20	
rest.server.max-content-length	1.13		int	104857600	
rest.server.numThreads	1.13		int	4	
rest.server.thread-priority	1.13		int	5	
rest.url-prefix	1.18		string	/	
restart-strategy	1.13	1.16	string		
restart-strategy.exponential-delay.attempts-before-reset-backoff	1.19		int	2147483647	
restart-strategy.exponential-delay.backoff-multiplier	1.13	1.18	double	2.0	
restart-strategy.exponential-delay.backoff-multiplier	1.19		double	1.5	
restart-strategy.exponential-delay.initial-backoff	1.13		duration	1 s	
restart-strategy.exponential-delay.jitter-factor	1.13		double	0.1	
restart-strategy.exponential-delay.max-backoff	1.13	1.18	duration	5 min	
restart-strategy.exponential-delay.max-backoff	1.19		duration	1 min	
restart-strategy.exponential-delay.reset-backoff-threshold	1.13		duration	1 h	
restart-strategy.failure-rate.delay	1.13		duration	1 s	
restart-strategy.failure-rate.failure-rate-interval	1.13		duration	1 min	
restart-strategy.failure-rate.max-failures-per-interval	1.13		int	1	
restart-strategy.fixed-delay.attempts	1.13		int	1	
restart-strategy.fixed-delay.delay	1.13		duration	1 s	
restart-strategy.type	1.17		string		restart-strategy
scheduler-mode	1.13		enum:REACTIVE		
security.context.factory.classes	1.13		list	org.apache.flink.runtime.security.contexts.HadoopSecurityContextFactory;org.apache.flink.runtime.security.contexts.NoOpSecurityContextFactory	
security.delegation.tokens.enabled	1.17		boolean	true	security.kerberos.fetch.delegation-token
security.delegation.tokens.renewal.retry.backoff	1.17		duration	1 h	security.kerberos.tokens.renewal.retry.backoff
security.delegation.tokens.renewal.time-ratio	1.17		double	0.75	security.kerberos.tokens.renewal.time-ratio
security.kerberos.access.hadoopFileSystems	1.16		list		yarn.security.kerberos.additionalFileSystems
security.kerberos.fetch.delegation-token	1.14	1.20	boolean	true	
security.kerberos.krb5-conf.path	1.13		string		
security.kerberos.login.contexts	1.13		string		
security.kerberos.login.keytab	1.13		string		security.keytab
security.kerberos.login.principal	1.13		string		security.principal
security.kerberos.login.use-ticket-cache	1.13		boolean	true	
security.kerberos.relogin.period	1.16		duration	1 min	
security.kerberos.tokens.renewal.retry.backoff	1.16	1.20	duration	1 h	
security.kerberos.tokens.renewal.time-ratio	1.16	1.20	double	0.75	
security.module.factory.classes	1.13		list	org.apache.flink.runtime.security.modules.HadoopModuleFactory;org.apache.flink.runtime.security.modules.JaasModuleFactory;org.apache.flink.runtime.security.modules.ZookeeperModuleFactory	
security.ssl.algorithms	1.13	1.19	string	TLS_RSA_WITH_AES_128_CBC_SHA	
security.ssl.algorithms	1.20		string	TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384	
security.ssl.enabled	1.13	1.20	boolean	false	
security.ssl.internal.cert.fingerprint	1.13		string		
security.ssl.internal.close-notify-flush-timeout	1.13		int	-1	security.ssl.close-notify-flush-timeout
security.ssl.internal.enabled	1.13		boolean	false	
security.ssl.internal.handshake-timeout	1.13		int	-1	security.ssl.handshake-timeout
security.ssl.internal.key-password	1.13		string		
security.ssl.internal.keystore	1.13		string		
security.ssl.internal.keystore-password	1.13		string		
security.ssl.internal.keystore-type	1.20		string	pkcs12	
security.ssl.internal.session-cache-size	1.13		int	-1	security.ssl.session-cache-size
security.ssl.internal.session-timeout	1.13		int	-1	security.ssl.session-timeout
security.ssl.internal.truststore	1.13		string		
security.ssl.internal.truststore-password	1.13		string		
security.ssl.internal.truststore-type	1.20		string	pkcs12	
security.ssl.key-password	1.13		string		
security.ssl.keystore	1.13		string		
security.ssl.keystore-password	1.13		string		
security.ssl.protocol	1.13		string	TLSv1.2	
security.ssl.provider	1.13		string	JDK	
security.ssl.rest.authentication-enabled	1.13		boolean	false	
security.ssl.rest.cert.fingerprint	1.13		string		
security.ssl.rest.enabled	1.13		boolean	false	
security.ssl.rest.key-password	1.13		string		
security.ssl.rest.keystore	1.13		string		
security.ssl.rest.keystore-password	1.13		string		
security.ssl.rest.keystore-type	1.20		string	pkcs12	
security.ssl.rest.truststore	1.13		string		
security.ssl.rest.truststore-password	1.13		string		
security.ssl.rest.truststore-type	1.20		string	pkcs12	
security.ssl.rest.verify-hostname	2.3		boolean	false	
security.ssl.truststore	1.13		string		
security.ssl.truststore-password	1.13		string		
security.ssl.verify-hostname	1.13	2.2	boolean	true	
security.ssl.verify-hostname	2.3		boolean	false	
shuffle-service-factory.class	1.13		string	org.apache.flink.runtime.io.network.NettyShuffleServiceFactory	
sink.committer.retries	1.19		int	10	
slot.idle.timeout	1.13	1.19	long	50000	
slot.idle.timeout	1.20		duration	50 s	
slot.request.max-interval	2.0		duration	20 ms	
slot.request.timeout	1.13	1.19	long	300000	
slot.request.timeout	1.20		duration	5 min	
slotmanager.declare-needed-resource.delay	1.17		duration	50 ms	
slotmanager.max-total-resource.cpu	1.13		double		
slotmanager.max-total-resource.memory	1.13		memory		
slotmanager.min-total-resource.cpu	1.19		double		
slotmanager.min-total-resource.memory	1.19		memory		
slotmanager.number-of-slots.max	1.13		int	2147483647	
slotmanager.number-of-slots.min	1.19		int	0	
slotmanager.redundant-taskmanager-num	1.13		int	0	
slotmanager.request-timeout	1.13	1.17	long	-1	
slotmanager.requirement-check.delay	1.16		duration	50 ms	
slotmanager.taskmanager-timeout	1.13	1.20	long	30000	
slow-task-detector.check-interval	1.16		duration	1 s	
slow-task-detector.execution-time.baseline-lower-bound	1.16		duration	1 min	
slow-task-detector.execution-time.baseline-multiplier	1.16		double	1.5	
slow-task-detector.execution-time.baseline-ratio	1.16		double	0.75	
source.reader.close.timeout	1.13		long	30000	
source.reader.element.queue.capacity	1.13		int	2	
sql-gateway.endpoint.type	1.16		list	rest	
sql-gateway.session.check-interval	1.16		duration	1 min	
sql-gateway.session.idle-timeout	1.16		duration	10 min	
sql-gateway.session.max-num	1.16		int	1000000	
sql-gateway.session.plan-cache.enabled	1.19		boolean	false	
sql-gateway.session.plan-cache.size	1.19		int	100	
sql-gateway.session.plan-cache.ttl	1.19		duration	1 h	
sql-gateway.worker.keepalive-time	1.16		duration	5 min	
sql-gateway.worker.threads.max	1.16		int	500	
sql-gateway.worker.threads.min	1.16		int	5	
state.backend	1.13	1.16	string		
state.backend.async	1.13	1.20	boolean	true	
state.backend.changelog.enabled	1.13	1.19	boolean	false	
state.backend.changelog.enabled_for_application	1.16	1.18	boolean		
state.backend.changelog.max-failures-allowed	1.15	1.19	int	3	
state.backend.changelog.periodic-materialize.enabled	1.19	1.19	boolean	true	
state.backend.changelog.periodic-materialize.interval	1.15	1.19	duration	10 min	
state.backend.changelog.storage	1.14	1.19	string	memory	
state.backend.forst.block.blocksize	2.0		memory	4 kb	
state.backend.forst.block.cache-size	2.0		memory	8 mb	
state.backend.forst.block.metadata-blocksize	2.0		memory	4 kb	
state.backend.forst.bloom-filter.bits-per-key	2.0		double	10.0	
state.backend.forst.bloom-filter.block-based-mode	2.0		boolean	false	
state.backend.forst.cache.dir	2.0		string		
state.backend.forst.cache.lru.access-before-promote	2.0		int	6	
state.backend.forst.cache.lru.promote-limit	2.0		int	3	
state.backend.forst.cache.reserve-size	2.0		memory	256 mb	
state.backend.forst.cache.size-based-limit	2.0		memory	0 bytes	
state.backend.forst.compaction.filter.periodic-compaction-time	2.0		duration	30 d	
state.backend.forst.compaction.filter.query-time-after-num-entries	2.0		long	1000	
state.backend.forst.compaction.level.max-size-level-base	2.0		memory	256 mb	
state.backend.forst.compaction.level.target-file-size-base	2.0		memory	64 mb	
state.backend.forst.compaction.level.use-dynamic-size	2.0		boolean	false	
state.backend.forst.compaction.style	2.0		enum:LEVEL|UNIVERSAL|FIFO|NONE	LEVEL	
state.backend.forst.compression.per.level	2.0		enum-list:NO_COMPRESSION|SNAPPY_COMPRESSION|ZLIB_COMPRESSION|BZLIB2_COMPRESSION|LZ4_COMPRESSION|LZ4HC_COMPRESSION|XPRESS_COMPRESSION|ZSTD_COMPRESSION|DISABLE_COMPRESSION_OPTION	SNAPPY_COMPRESSION	
state.backend.forst.executor.inline-coordinator	2.0		boolean	false	
state.backend.forst.executor.inline-write	2.0		boolean	true	
state.backend.forst.executor.read-io-parallelism	2.0		int	3	
state.backend.forst.executor.write-io-parallelism	2.0		int	1	
state.backend.forst.files.open	2.0		int	-1	
state.backend.forst.local-dir	2.0		string		
state.backend.forst.log.dir	2.0		string		
state.backend.forst.log.file-num	2.0		int	4	
state.backend.forst.log.level	2.0		enum:DEBUG_LEVEL|INFO_LEVEL|WARN_LEVEL|ERROR_LEVEL|FATAL_LEVEL|HEADER_LEVEL|NUM_INFO_LOG_LEVELS	INFO_LEVEL	
state.backend.forst.log.max-file-size	2.0		memory	25 mb	
state.backend.forst.memory.fixed-per-slot	2.0		memory		
state.backend.forst.memory.fixed-per-tm	2.0		memory		
state.backend.forst.memory.high-prio-pool-ratio	2.0		double	0.1	
state.backend.forst.memory.managed	2.0		boolean	true	
state.backend.forst.memory.partitioned-index-filters	2.0		boolean	true	
state.backend.forst.memory.write-buffer-ratio	2.0		double	0.5	
state.backend.forst.metrics.actual-delayed-write-rate	2.0		boolean	false	
state.backend.forst.metrics.background-errors	2.0		boolean	false	
state.backend.forst.metrics.block-cache-capacity	2.0		boolean	false	
state.backend.forst.metrics.block-cache-hit	2.0		boolean	false	
state.backend.forst.metrics.block-cache-miss	2.0		boolean	false	
state.backend.forst.metrics.block-cache-pinned-usage	2.0		boolean	false	
state.backend.forst.metrics.block-cache-usage	2.0		boolean	false	
state.backend.forst.metrics.bloom-filter-full-positive	2.0		boolean	false	
state.backend.forst.metrics.bloom-filter-full-true-positive	2.0		boolean	false	
state.backend.forst.metrics.bloom-filter-useful	2.0		boolean	false	
state.backend.forst.metrics.bytes-read	2.0		boolean	false	
state.backend.forst.metrics.bytes-written	2.0		boolean	false	
state.backend.forst.metrics.column-family-as-variable	2.0		boolean	false	
state.backend.forst.metrics.compaction-pending	2.0		boolean	false	
state.backend.forst.metrics.compaction-read-bytes	2.0		boolean	false	
state.backend.forst.metrics.compaction-write-bytes	2.0		boolean	false	
state.backend.forst.metrics.cur-size-active-mem-table	2.0		boolean	false	
state.backend.forst.metrics.cur-size-all-mem-tables	2.0		boolean	false	
state.backend.forst.metrics.estimate-live-data-size	2.0		boolean	false	
state.backend.forst.metrics.estimate-num-keys	2.0		boolean	false	
state.backend.forst.metrics.estimate-pending-compaction-bytes	2.0		boolean	false	
state.backend.forst.metrics.estimate-table-readers-mem	2.0		boolean	false	
state.backend.forst.metrics.is-write-stopped	2.0		boolean	false	
state.backend.forst.metrics.iter-bytes-read	2.0		boolean	false	
state.backend.forst.metrics.live-sst-files-size	2.0		boolean	false	
state.backend.forst.metrics.mem-table-flush-pending	2.0		boolean	false	
state.backend.forst.metrics.num-deletes-active-mem-table	2.0		boolean	false	
state.backend.forst.metrics.num-deletes-imm-mem-tables	2.0		boolean	false	
state.backend.forst.metrics.num-entries-active-mem-table	2.0		boolean	false	
state.backend.forst.metrics.num-entries-imm-mem-tables	2.0		boolean	false	
state.backend.forst.metrics.num-files-at-level	2.0		boolean	false	
state.backend.forst.metrics.num-immutable-mem-table	2.0		boolean	false	
state.backend.forst.metrics.num-live-versions	2.0		boolean	false	
state.backend.forst.metrics.num-running-compactions	2.0		boolean	false	
state.backend.forst.metrics.num-running-flushes	2.0		boolean	false	
state.backend.forst.metrics.num-snapshots	2.0		boolean	false	
state.backend.forst.metrics.size-all-mem-tables	2.0		boolean	false	
state.backend.forst.metrics.stall-micros	2.0		boolean	false	
state.backend.forst.metrics.total-sst-files-size	2.0		boolean	false	
state.backend.forst.options-factory	2.0		string		
state.backend.forst.primary-dir	2.0		string	checkpoint-dir	
state.backend.forst.rescaling.use-delete-files-in-range	2.0		boolean	false	
state.backend.forst.restore-overlap-fraction-threshold	2.0		double	0.0	
state.backend.forst.sync.enforce-local	2.0		boolean	true	
state.backend.forst.thread.num	2.0		int	2	
state.backend.forst.timer-service.cache-size	2.0		int	128	
state.backend.forst.timer-service.factory	2.0		enum:HEAP|ForStDB	ForStDB	
state.backend.forst.use-bloom-filter	2.0		boolean	false	
state.backend.forst.use-ingest-db-restore-mode	2.0		boolean	false	
state.backend.forst.write-batch-size	2.0		memory	2 mb	
state.backend.forst.writebuffer.count	2.0		int	2	
state.backend.forst.writebuffer.number-to-merge	2.0		int	1	
state.backend.forst.writebuffer.size	2.0		memory	64 mb	
state.backend.incremental	1.13	1.19	boolean	false	
state.backend.latency-track.history-size	1.13	1.20	int	128	
state.backend.latency-track.keyed-state-enabled	1.13	1.20	boolean	false	
state.backend.latency-track.sample-interval	1.13	1.20	int	100	
state.backend.latency-track.state-name-as-variable	1.13	1.14	boolean	false	
state.backend.latency-track.state-name-as-variable	1.15	1.20	boolean	true	
state.backend.local-recovery	1.13	1.20	boolean	false	
state.backend.rocksdb.block.blocksize	1.13	1.14	memory		
state.backend.rocksdb.block.blocksize	1.15		memory	4 kb	
state.backend.rocksdb.block.cache-size	1.13	1.14	memory		
state.backend.rocksdb.block.cache-size	1.15		memory	8 mb	
state.backend.rocksdb.block.metadata-blocksize	1.13	1.14	memory		
state.backend.rocksdb.block.metadata-blocksize	1.15		memory	4 kb	
state.backend.rocksdb.bloom-filter.bits-per-key	1.14		double	10.0	
state.backend.rocksdb.bloom-filter.block-based-mode	1.14		boolean	false	
state.backend.rocksdb.checkpoint.transfer.thread.num	1.13		int	4	
state.backend.rocksdb.compaction.filter.periodic-compaction-time	2.0		duration	30 d	
state.backend.rocksdb.compaction.filter.query-time-after-num-entries	2.0		long	1000	
state.backend.rocksdb.compaction.level.max-size-level-base	1.13	1.14	memory		
state.backend.rocksdb.compaction.level.max-size-level-base	1.15		memory	256 mb	
state.backend.rocksdb.compaction.level.target-file-size-base	1.13	1.14	memory		
state.backend.rocksdb.compaction.level.target-file-size-base	1.15		memory	64 mb	
state.backend.rocksdb.compaction.level.use-dynamic-size	1.13	1.14	boolean		
state.backend.rocksdb.compaction.level.use-dynamic-size	1.15		boolean	false	
state.backend.rocksdb.compaction.style	1.13	1.13	enum:LEVEL|UNIVERSAL|FIFO		
state.backend.rocksdb.compaction.style	1.14	1.14	enum:LEVEL|UNIVERSAL|FIFO|NONE		
state.backend.rocksdb.compaction.style	1.15		enum:LEVEL|UNIVERSAL|FIFO|NONE	LEVEL	
state.backend.rocksdb.compression.per.level	1.19		enum-list:NO_COMPRESSION|SNAPPY_COMPRESSION|ZLIB_COMPRESSION|BZLIB2_COMPRESSION|LZ4_COMPRESSION|LZ4HC_COMPRESSION|XPRESS_COMPRESSION|ZSTD_COMPRESSION|DISABLE_COMPRESSION_OPTION	SNAPPY_COMPRESSION	
state.backend.rocksdb.files.open	1.13	1.14	int		
state.backend.rocksdb.files.open	1.15		int	-1	
state.backend.rocksdb.incremental-restore-async-compact-after-rescale	1.20		boolean	false	
state.backend.rocksdb.localdir	1.13	1.20	string		state.backend.rocksdb.checkpointdir
state.backend.rocksdb.localdir	2.0		string		
state.backend.rocksdb.log.dir	1.14		string		
state.backend.rocksdb.log.file-num	1.14	1.14	int		
state.backend.rocksdb.log.file-num	1.15		int	4	
state.backend.rocksdb.log.level	1.13	1.14	enum:DEBUG_LEVEL|INFO_LEVEL|WARN_LEVEL|ERROR_LEVEL|FATAL_LEVEL|HEADER_LEVEL|NUM_INFO_LOG_LEVELS		
state.backend.rocksdb.log.level	1.15		enum:DEBUG_LEVEL|INFO_LEVEL|WARN_LEVEL|ERROR_LEVEL|FATAL_LEVEL|HEADER_LEVEL|NUM_INFO_LOG_LEVELS	INFO_LEVEL	
state.backend.rocksdb.log.max-file-size	1.14	1.14	memory		
state.backend.rocksdb.log.max-file-size	1.15		memory	25 mb	
state.backend.rocksdb.manual-compaction.max-auto-compactions	1.20		int	30	
state.backend.rocksdb.manual-compaction.max-file-size-to-compact	1.20		memory	50 kb	
state.backend.rocksdb.manual-compaction.max-files-to-compact	1.20		int	30	
state.backend.rocksdb.manual-compaction.max-output-file-size	1.20		memory	64 mb	
state.backend.rocksdb.manual-compaction.max-parallel-compactions	1.20		int	5	
state.backend.rocksdb.manual-compaction.min-files-to-compact	1.20		int	5	
state.backend.rocksdb.manual-compaction.min-interval	1.20		duration	0 ms	
state.backend.rocksdb.memory.fixed-per-slot	1.13		memory		
state.backend.rocksdb.memory.fixed-per-tm	1.17		memory		
state.backend.rocksdb.memory.high-prio-pool-ratio	1.13		double	0.1	
state.backend.rocksdb.memory.managed	1.13		boolean	true	
state.backend.rocksdb.memory.partitioned-index-filters	1.13		boolean	false	
state.backend.rocksdb.memory.write-buffer-ratio	1.13		double	0.5	
state.backend.rocksdb.metrics.actual-delayed-write-rate	1.13		boolean	false	
state.backend.rocksdb.metrics.background-errors	1.13		boolean	false	
state.backend.rocksdb.metrics.block-cache-capacity	1.13		boolean	false	
state.backend.rocksdb.metrics.block-cache-hit	1.16		boolean	false	
state.backend.rocksdb.metrics.block-cache-miss	1.16		boolean	false	
state.backend.rocksdb.metrics.block-cache-pinned-usage	1.13		boolean	false	
state.backend.rocksdb.metrics.block-cache-usage	1.13		boolean	false	
state.backend.rocksdb.metrics.bloom-filter-full-positive	1.20		boolean	false	
state.backend.rocksdb.metrics.bloom-filter-full-true-positive	1.20		boolean	false	
state.backend.rocksdb.metrics.bloom-filter-useful	1.20		boolean	false	
state.backend.rocksdb.metrics.bytes-read	1.16		boolean	false	
state.backend.rocksdb.metrics.bytes-written	1.16		boolean	false	
state.backend.rocksdb.metrics.column-family-as-variable	1.13		boolean	false	
state.backend.rocksdb.metrics.compaction-pending	1.13		boolean	false	
state.backend.rocksdb.metrics.compaction-read-bytes	1.16		boolean	false	
state.backend.rocksdb.metrics.compaction-write-bytes	1.16		boolean	false	
state.backend.rocksdb.metrics.cur-size-active-mem-table	1.13		boolean	false	
state.backend.rocksdb.metrics.cur-size-all-mem-tables	1.13		boolean	false	
state.backend.rocksdb.metrics.estimate-live-data-size	1.13		boolean	false	
state.backend.rocksdb.metrics.estimate-num-keys	1.13		boolean	false	
state.backend.rocksdb.metrics.estimate-pending-compaction-bytes	1.13		boolean	false	
state.backend.rocksdb.metrics.estimate-table-readers-mem	1.13		boolean	false	
state.backend.rocksdb.metrics.is-write-stopped	1.13		boolean	false	
state.backend.rocksdb.metrics.iter-bytes-read	1.16		boolean	false	
state.backend.rocksdb.metrics.live-sst-files-size	1.14		boolean	false	
state.backend.rocksdb.metrics.mem-table-flush-pending	1.13		boolean	false	
state.backend.rocksdb.metrics.num-deletes-active-mem-table	1.13		boolean	false	
state.backend.rocksdb.metrics.num-deletes-imm-mem-tables	1.13		boolean	false	
state.backend.rocksdb.metrics.num-entries-active-mem-table	1.13		boolean	false	
state.backend.rocksdb.metrics.num-entries-imm-mem-tables	1.13		boolean	false	
state.backend.rocksdb.metrics.num-files-at-level	1.20		boolean	false	
state.backend.rocksdb.metrics.num-immutable-mem-table	1.13		boolean	false	
state.backend.rocksdb.metrics.num-live-versions	1.13		boolean	false	
state.backend.rocksdb.metrics.num-running-compactions	1.13		boolean	false	
state.backend.rocksdb.metrics.num-running-flushes	1.13		boolean	false	
state.backend.rocksdb.metrics.num-snapshots	1.13		boolean	false	
state.backend.rocksdb.metrics.size-all-mem-tables	1.13		boolean	false	
state.backend.rocksdb.metrics.stall-micros	1.16		boolean	false	
state.backend.rocksdb.metrics.total-sst-files-size	1.13		boolean	false	
state.backend.rocksdb.options-factory	1.13	1.14	string	org.apache.flink.contrib.streaming.state.DefaultConfigurableOptionsFactory	
state.backend.rocksdb.options-factory	1.15		string		
state.backend.rocksdb.predefined-options	1.13		string	DEFAULT	
state.backend.rocksdb.rescaling.use-delete-files-in-range	1.20		boolean	false	
state.backend.rocksdb.restore-overlap-fraction-threshold	1.16		double	0.0	
state.backend.rocksdb.thread.num	1.13	1.14	int		
state.backend.rocksdb.thread.num	1.15		int	2	
state.backend.rocksdb.timer-service.cache-size	1.19		int	128	
state.backend.rocksdb.timer-service.factory	1.13		enum:HEAP|ROCKSDB	ROCKSDB	
state.backend.rocksdb.use-bloom-filter	1.14		boolean	false	
state.backend.rocksdb.use-ingest-db-restore-mode	1.20		boolean	false	
state.backend.rocksdb.write-batch-size	1.13		memory	2 mb	
state.backend.rocksdb.writebuffer.count	1.13	1.14	int		
state.backend.rocksdb.writebuffer.count	1.15		int	2	
state.backend.rocksdb.writebuffer.number-to-merge	1.13	1.14	int		
state.backend.rocksdb.writebuffer.number-to-merge	1.15		int	1	
state.backend.rocksdb.writebuffer.size	1.13	1.14	memory		
state.backend.rocksdb.writebuffer.size	1.15		memory	64 mb	
state.backend.type	1.17	1.18	string		state.backend
state.backend.type	1.19		string	hashmap	state.backend
state.changelog.dstl.dfs.base-path	1.20		string		dstl.dfs.base-path
state.changelog.dstl.dfs.batch.persist-delay	1.20		duration	10 ms	dstl.dfs.batch.persist-delay
state.changelog.dstl.dfs.batch.persist-size-threshold	1.20		memory	10 mb	dstl.dfs.batch.persist-size-threshold
state.changelog.dstl.dfs.compression.enabled	1.20		boolean	false	dstl.dfs.compression.enabled
state.changelog.dstl.dfs.discard.num-threads	1.20		int	1	dstl.dfs.discard.num-threads
state.changelog.dstl.dfs.download.local-cache.idle-timeout-ms	1.20		duration	10 min	dstl.dfs.download.local-cache.idle-timeout-ms
state.changelog.dstl.dfs.preemptive-persist-threshold	1.20		memory	5 mb	dstl.dfs.preemptive-persist-threshold
state.changelog.dstl.dfs.upload.buffer-size	1.20		memory	1 mb	dstl.dfs.upload.buffer-size
state.changelog.dstl.dfs.upload.max-attempts	1.20		int	3	dstl.dfs.upload.max-attempts
state.changelog.dstl.dfs.upload.max-in-flight	1.20		memory	100 mb	dstl.dfs.upload.max-in-flight
state.changelog.dstl.dfs.upload.next-attempt-delay	1.20		duration	500 ms	dstl.dfs.upload.next-attempt-delay
state.changelog.dstl.dfs.upload.num-threads	1.20		int	5	dstl.dfs.upload.num-threads
state.changelog.dstl.dfs.upload.retry-policy	1.20		string	fixed	dstl.dfs.upload.retry-policy
state.changelog.dstl.dfs.upload.timeout	1.20		duration	1 s	dstl.dfs.upload.timeout
state.changelog.enabled	1.20		boolean	false	state.backend.changelog.enabled
state.changelog.max-failures-allowed	1.20		int	3	state.backend.changelog.max-failures-allowed
state.changelog.periodic-materialize.enabled	1.20		boolean	true	state.backend.changelog.periodic-materialize.enabled
state.changelog.periodic-materialize.interval	1.20		duration	10 min	state.backend.changelog.periodic-materialize.interval
state.changelog.storage	1.20		string	memory	state.backend.changelog.storage
state.checkpoint-storage	1.13	1.19	string		
state.checkpoint.cleaner.parallel-mode	1.19	1.19	boolean	true	
state.checkpoints.create-subdir	1.19	1.19	boolean	true	
state.checkpoints.dir	1.13	1.19	string		state.backend.fs.checkpointdir
state.checkpoints.num-retained	1.13	1.19	int	1	
state.latency-track.history-size	1.20		int	128	state.backend.latency-track.history-size
state.latency-track.keyed-state-enabled	1.20		boolean	false	state.backend.latency-track.keyed-state-enabled
state.latency-track.sample-interval	1.20		int	100	state.backend.latency-track.sample-interval
state.latency-track.state-name-as-variable	1.20		boolean	true	state.backend.latency-track.state-name-as-variable
state.savepoints.dir	1.13	1.19	string		savepoints.state.backend.fs.dir
state.size-track.history-size	2.1		int	128	
state.size-track.keyed-state-enabled	2.1		boolean	false	
state.size-track.sample-interval	2.1		int	100	
state.size-track.state-name-as-variable	2.1		boolean	true	
state.storage.fs.memory-threshold	1.13	1.19	memory	20 kb	state.backend.fs.memory-threshold
state.storage.fs.write-buffer-size	1.13	1.19	int	4096	state.backend.fs.write-buffer-size
table.builtin-catalog-name	1.15		string	default_catalog	
table.builtin-database-name	1.15		string	default_database	
table.catalog-modification.listeners	1.18		list		
table.catalog-store.kind	1.18		string	generic_in_memory	
table.column-expansion-strategy	1.19		enum-list:EXCLUDE_ALIASED_VIRTUAL_METADATA_COLUMNS|EXCLUDE_DEFAULT_VIRTUAL_METADATA_COLUMNS	""	
table.display.max-column-width	1.18		int	30	
table.dml-sync	1.13		boolean	false	
table.dynamic-table-options.enabled	1.13	1.13	boolean	false	
table.dynamic-table-options.enabled	1.14		boolean	true	
table.exec.async-lookup.buffer-capacity	1.13		int	100	
table.exec.async-lookup.key-ordered-enabled	2.1		boolean	false	
table.exec.async-lookup.output-mode	1.16		enum:ORDERED|ALLOW_UNORDERED	ORDERED	
table.exec.async-lookup.timeout	1.13		duration	3 min	
table.exec.async-ml-predict.max-concurrent-operations	2.1		int	10	
table.exec.async-ml-predict.output-mode	2.1		enum:ORDERED|ALLOW_UNORDERED	ORDERED	
table.exec.async-ml-predict.timeout	2.1		duration	3 min	
table.exec.async-scalar.buffer-capacity	1.19	2.1	int	10	
table.exec.async-scalar.max-attempts	1.19		int	3	
table.exec.async-scalar.max-concurrent-operations	2.2		int	10	table.exec.async-scalar.buffer-capacity
table.exec.async-scalar.retry-delay	1.19		duration	100 ms	
table.exec.async-scalar.retry-strategy	1.19		enum:NO_RETRY|FIXED_DELAY	FIXED_DELAY	
table.exec.async-scalar.timeout	1.19		duration	3 min	
table.exec.async-state.enabled	2.0		boolean	false	
table.exec.async-table.max-concurrent-operations	2.2		int	10	
table.exec.async-table.max-retries	2.2		int	3	
table.exec.async-table.retry-delay	2.2		duration	100 ms	
table.exec.async-table.retry-strategy	2.2		enum:NO_RETRY|FIXED_DELAY	FIXED_DELAY	
table.exec.async-table.timeout	2.2		duration	3 min	
table.exec.async-vector-search.max-concurrent-operations	2.2		int	10	
table.exec.async-vector-search.output-mode	2.2		enum:ORDERED|ALLOW_UNORDERED	ORDERED	
table.exec.async-vector-search.timeout	2.2		duration	3 min	
table.exec.deduplicate.insert-update-after-sensitive-enabled	1.15	1.20	boolean	true	table.exec.deduplicate.insert-and-updateafter-sensitive.enabled
table.exec.deduplicate.insert-update-after-sensitive-enabled	2.0		boolean	true	
table.exec.deduplicate.mini-batch.compact-changes-enabled	1.15	1.20	boolean	false	table.exec.deduplicate.mini-batch.compact-changes.enabled
table.exec.deduplicate.mini-batch.compact-changes-enabled	2.0		boolean	false	
table.exec.delta-join.cache-enabled	2.2		boolean	true	
table.exec.delta-join.left.cache-size	2.2		long	10000	
table.exec.delta-join.right.cache-size	2.2		long	10000	
table.exec.disabled-operators	1.13		string		
table.exec.interval-join.min-cleanup-interval	1.18		duration	0 ms	
table.exec.legacy-cast-behaviour	1.15		enum:ENABLED|DISABLED	DISABLED	
table.exec.legacy-transformation-uids	1.15	1.20	boolean	false	
table.exec.local-hash-agg.adaptive.distinct-value-rate-threshold	1.20		double	0.5	
table.exec.local-hash-agg.adaptive.enabled	1.20		boolean	true	
table.exec.local-hash-agg.adaptive.sampling-threshold	1.20		long	500000	
table.exec.mini-batch.allow-latency	1.13		duration	0 ms	
table.exec.mini-batch.enabled	1.13		boolean	false	
table.exec.mini-batch.size	1.13		long	-1	
table.exec.operator-fusion-codegen.enabled	1.18		boolean	false	
table.exec.rank.topn-cache-size	1.15	1.20	long	10000	table.exec.topn-cache-size
table.exec.rank.topn-cache-size	2.0		long	10000	
table.exec.resource.default-parallelism	1.13		int	-1	
table.exec.resource.external-buffer-memory	1.13		memory	10 mb	
table.exec.resource.hash-agg.memory	1.13		memory	128 mb	
table.exec.resource.hash-join.memory	1.13		memory	128 mb	
table.exec.resource.sort.memory	1.13		memory	128 mb	
table.exec.shuffle-mode	1.13	1.13	string	ALL_EDGES_BLOCKING	
table.exec.shuffle-mode	1.14	1.20	string		
table.exec.simplify-operator-name-enabled	1.15		boolean	true	
table.exec.sink.keyed-shuffle	1.15		enum:NONE|AUTO|FORCE	AUTO	
table.exec.sink.nested-constraint-enforcer	2.1		enum:IGNORE|ROWS|ROWS_AND_COLLECTIONS	IGNORE	
table.exec.sink.not-null-enforcer	1.13		enum:ERROR|DROP	ERROR	
table.exec.sink.require-on-conflict	2.3		boolean	true	
table.exec.sink.rowtime-inserter	1.18		enum:ENABLED|DISABLED	ENABLED	
table.exec.sink.type-length-enforcer	1.15	2.0	enum:IGNORE|TRIM_PAD	IGNORE	
table.exec.sink.type-length-enforcer	2.1		enum:IGNORE|TRIM_PAD|ERROR	IGNORE	
table.exec.sink.upsert-materialize	1.13		enum:NONE|AUTO|FORCE	AUTO	
table.exec.sink.upsert-materialize-strategy.adaptive.threshold.high	2.2		long		
table.exec.sink.upsert-materialize-strategy.adaptive.threshold.low	2.2		long		
table.exec.sink.upsert-materialize-strategy.type	2.2		enum:LEGACY|MAP|VALUE|ADAPTIVE	LEGACY	
table.exec.sort.async-merge-enabled	1.13		boolean	true	
table.exec.sort.default-limit	1.13		int	-1	
table.exec.sort.max-num-file-handles	1.13		int	128	
table.exec.source.cdc-events-duplicate	1.13		boolean	false	
table.exec.source.idle-timeout	1.13		duration	0 ms	
table.exec.spill-compression.block-size	1.13		memory	64 kb	
table.exec.spill-compression.enabled	1.13		boolean	true	
table.exec.state.ttl	1.13		duration	0 ms	
table.exec.uid.format	1.16		string	<id>_<transformation>	
table.exec.uid.generation	1.15		enum:PLAN_ONLY|ALWAYS|DISABLED	PLAN_ONLY	
table.exec.unbounded-over.version	2.1		int	2	
table.exec.window-agg.buffer-size-limit	1.13		int	100000	
table.generated-code.max-length	1.13	1.13	int	64000	
table.generated-code.max-length	1.14		int	4000	
table.generated-code.max-members	1.14		int	10000	
table.legacy-nested-row-nullability	2.2		boolean	false	
table.local-time-zone	1.13		string	default	
table.optimizer.adaptive-broadcast-join.strategy	2.0		enum:auto|runtime_only|none	auto	
table.optimizer.agg-phase-strategy	1.13	1.19	string	AUTO	
table.optimizer.agg-phase-strategy	1.20		enum:AUTO|ONE_PHASE|TWO_PHASE	AUTO	
table.optimizer.bushy-join-reorder-threshold	1.17		int	12	
table.optimizer.delta-join.strategy	2.1		enum:AUTO|FORCE|NONE	AUTO	
table.optimizer.distinct-agg.split.bucket-num	1.13		int	1024	
table.optimizer.distinct-agg.split.enabled	1.13		boolean	false	
table.optimizer.dynamic-filtering.enabled	1.16		boolean	true	
table.optimizer.incremental-agg-enabled	1.20		boolean	true	
table.optimizer.join-reorder-enabled	1.13		boolean	false	
table.optimizer.join.broadcast-threshold	1.13		long	1048576	
table.optimizer.multi-join.enabled	2.1		boolean	false	
table.optimizer.multiple-input-enabled	1.13		boolean	true	
table.optimizer.non-deterministic-update.strategy	1.16		enum:TRY_RESOLVE|IGNORE	IGNORE	
table.optimizer.ptf.max-tables	2.1		int	20	
table.optimizer.reuse-optimize-block-with-digest-enabled	1.20		boolean	false	
table.optimizer.reuse-sink-enabled	2.1		boolean	true	
table.optimizer.reuse-source-enabled	1.13		boolean	true	
table.optimizer.reuse-sub-plan-enabled	1.13		boolean	true	
table.optimizer.runtime-filter.enabled	1.18		boolean	false	
table.optimizer.runtime-filter.max-build-data-size	1.18		memory	150 mb	
table.optimizer.runtime-filter.min-filter-ratio	1.18		double	0.5	
table.optimizer.runtime-filter.min-probe-data-size	1.18		memory	10 gb	
table.optimizer.skewed-join-optimization.skewed-factor	2.0		double	4.0	
table.optimizer.skewed-join-optimization.skewed-threshold	2.0		memory	256 mb	
table.optimizer.skewed-join-optimization.strategy	2.0		enum:auto|forced|none	auto	
table.optimizer.source.aggregate-pushdown-enabled	1.15	1.20	boolean	true	
table.optimizer.source.predicate-pushdown-enabled	1.13	1.20	boolean	true	
table.optimizer.source.report-statistics-enabled	1.16		boolean	true	
table.optimizer.sql2rel.project-merge.enabled	1.18	1.20	boolean	false	table.optimizer.sql-to-rel.project.merge.enabled
table.optimizer.sql2rel.project-merge.enabled	2.0		boolean	false	
table.optimizer.union-all-as-breakpoint-enabled	1.20		boolean	true	
table.plan.compile.catalog-objects	1.15		enum:ALL|SCHEMA|IDENTIFIER	ALL	
table.plan.force-recompile	1.15		boolean	false	
table.plan.restore.catalog-objects	1.15		enum:ALL|ALL_ENFORCED|IDENTIFIER	ALL	
table.planner	1.13	1.14	enum:BLINK|OLD	BLINK	
table.resources.download-dir	1.16		string	<java.io.tmpdir>	
table.rtas-ctas.atomicity-enabled	1.18		boolean	false	
table.secret-store.kind	2.3		string	generic_in_memory	
table.sql-dialect	1.13		string	default	
task.cancellation.interval	1.13	1.19	long	30000	task.cancellation-interval
task.cancellation.interval	1.20		duration	30 s	task.cancellation-interval
task.cancellation.timeout	1.13	1.19	long	180000	
task.cancellation.timeout	1.20		duration	3 min	
task.cancellation.timers.timeout	1.13	1.19	long	7500	timerservice.exceptional.shutdown.timeout
task.cancellation.timers.timeout	1.20		duration	7500 ms	timerservice.exceptional.shutdown.timeout
taskmanager.bind-host	1.13		string		
taskmanager.collect-sink.port	1.19		int	0	
taskmanager.cpu.cores	1.13		double		
taskmanager.data.bind-port	1.13	1.18	int		
taskmanager.data.bind-port	1.19		string		
taskmanager.data.port	1.13		int	0	
taskmanager.data.ssl.enabled	1.13		boolean	true	
taskmanager.debug.memory.log	1.13		boolean	false	taskmanager.debug.memory.startLogThread
taskmanager.debug.memory.log-interval	1.13	1.19	long	5000	taskmanager.debug.memory.logIntervalMs
taskmanager.debug.memory.log-interval	1.20		duration	5 s	taskmanager.debug.memory.logIntervalMs
taskmanager.exit-on-fatal-akka-error	1.13	1.20	boolean	false	
taskmanager.heap.mb	1.13	1.20	int		
taskmanager.heap.size	1.13	1.20	memory		
taskmanager.host	1.13		string		
taskmanager.jvm-exit-on-oom	1.13		boolean	false	
taskmanager.load-balance.mode	1.19	2.0	enum:NONE|SLOTS	NONE	
taskmanager.load-balance.mode	2.1	2.1	enum:NONE|SLOTS|MIN_RESOURCES	NONE	
taskmanager.load-balance.mode	2.2		enum:NONE|SLOTS|MIN_RESOURCES|TASKS	NONE	
taskmanager.log.path	1.19		string		
taskmanager.memory.flink.size	1.13		memory		
taskmanager.memory.framework.heap.size	1.13		memory	128 mb	
taskmanager.memory.framework.off-heap.batch-shuffle.size	1.13	1.14	memory	32 mb	
taskmanager.memory.framework.off-heap.batch-shuffle.size	1.15		memory	64 mb	
taskmanager.memory.framework.off-heap.size	1.13		memory	128 mb	
taskmanager.memory.jvm-metaspace.size	1.13		memory	256 mb	
taskmanager.memory.jvm-overhead.fraction	1.13		float	0.1	
taskmanager.memory.jvm-overhead.max	1.13		memory	1 gb	
taskmanager.memory.jvm-overhead.min	1.13		memory	192 mb	
taskmanager.memory.managed.consumer-weights	1.13		map	{OPERATOR=70, STATE_BACKEND=70, PYTHON=30}	
taskmanager.memory.managed.fraction	1.13		float	0.4	
taskmanager.memory.managed.size	1.13		memory		taskmanager.memory.size
taskmanager.memory.min-segment-size	1.14	1.14	memory	1 kb	
taskmanager.memory.min-segment-size	1.15		memory	256 bytes	
taskmanager.memory.network.fraction	1.13		float	0.1	taskmanager.network.memory.fraction
taskmanager.memory.network.max	1.13	1.16	memory	1 gb	taskmanager.network.memory.max
taskmanager.memory.network.max	1.17		memory	9223372036854775807 bytes	taskmanager.network.memory.max
taskmanager.memory.network.min	1.13		memory	64 mb	taskmanager.network.memory.min
taskmanager.memory.process.size	1.13		memory		
taskmanager.memory.segment-size	1.13		memory	32 kb	
taskmanager.memory.starting-segment-size	2.0		memory	1 kb	
taskmanager.memory.task.heap.size	1.13		memory		
taskmanager.memory.task.off-heap.size	1.13		memory	0 bytes	
taskmanager.network.adaptive-partitioner.enabled	2.3		boolean	false	
taskmanager.network.adaptive-partitioner.max-traverse-size	2.3		int	4	
taskmanager.network.batch-shuffle.compression.enabled	1.16	1.20	boolean	true	taskmanager.network.blocking-shuffle.compression.enabled
taskmanager.network.bind-policy	1.13		string	ip	
taskmanager.network.blocking-shuffle.compression.enabled	1.13	1.14	boolean	false	
taskmanager.network.blocking-shuffle.compression.enabled	1.15	1.15	boolean	true	
taskmanager.network.blocking-shuffle.type	1.13	1.20	string	file	
taskmanager.network.compression.codec	1.13	1.19	string	LZ4	
taskmanager.network.compression.codec	1.20		enum:NONE|LZ4|LZO|ZSTD	LZ4	
taskmanager.network.detailed-metrics	1.13		boolean	false	
taskmanager.network.hybrid-shuffle.enable-new-mode	1.18	1.20	boolean	true	
taskmanager.network.hybrid-shuffle.external-remote-tier-factory.class	1.20		string		
taskmanager.network.hybrid-shuffle.num-retained-in-memory-regions-max	1.17	1.20	long	1048576	
taskmanager.network.hybrid-shuffle.remote.path	1.18		string		
taskmanager.network.hybrid-shuffle.spill-index-region-group-size	1.18	1.20	int	1024	taskmanager.network.hybrid-shuffle.spill-index-segment-size
taskmanager.network.hybrid-shuffle.spill-index-segment-size	1.17	1.17	int	1024	
taskmanager.network.max-num-tcp-connections	1.15	1.20	int	1	
taskmanager.network.memory.buffer-debloat.enabled	1.14		boolean	false	
taskmanager.network.memory.buffer-debloat.period	1.14	1.14	duration	500 ms	
taskmanager.network.memory.buffer-debloat.period	1.15		duration	200 ms	
taskmanager.network.memory.buffer-debloat.samples	1.14		int	20	
taskmanager.network.memory.buffer-debloat.target	1.14		duration	1 s	
taskmanager.network.memory.buffer-debloat.threshold-percentages	1.14	1.14	int	50	
taskmanager.network.memory.buffer-debloat.threshold-percentages	1.15		int	25	
taskmanager.network.memory.buffers-per-channel	1.13	1.20	int	2	
taskmanager.network.memory.buffers-request-timeout	1.20		duration	30 s	taskmanager.network.memory.exclusive-buffers-request-timeout-ms
taskmanager.network.memory.exclusive-buffers-request-timeout-ms	1.13	1.20	long	30000	
taskmanager.network.memory.floating-buffers-per-gate	1.13	1.20	int	8	
taskmanager.network.memory.fraction	1.13	1.20	float	0.1	
taskmanager.network.memory.max	1.13	1.20	string	1gb	
taskmanager.network.memory.max-buffers-per-channel	1.13	1.20	int	10	
taskmanager.network.memory.max-overdraft-buffers-per-gate	1.16	1.20	int	5	
taskmanager.network.memory.min	1.13	1.20	string	64mb	
taskmanager.network.memory.read-buffer.required-per-gate.max	1.17		int		
taskmanager.network.netty.client.connectTimeoutSec	1.13		int	120	taskmanager.net.client.connectTimeoutSec
taskmanager.network.netty.client.numThreads	1.13	1.20	int	-1	taskmanager.net.client.numThreads
taskmanager.network.netty.client.tcp.keepCount	1.18		int		
taskmanager.network.netty.client.tcp.keepIdleSec	1.18		int		
taskmanager.network.netty.client.tcp.keepIntervalSec	1.18		int		
taskmanager.network.netty.num-arenas	1.13	1.20	int	-1	taskmanager.net.num-arenas
taskmanager.network.netty.sendReceiveBufferSize	1.13	1.20	int	0	taskmanager.net.sendReceiveBufferSize
taskmanager.network.netty.server.backlog	1.13	1.20	int	0	taskmanager.net.server.backlog
taskmanager.network.netty.server.numThreads	1.13	1.20	int	-1	taskmanager.net.server.numThreads
taskmanager.network.netty.transport	1.13	1.20	string	auto	taskmanager.net.transport
taskmanager.network.numberOfBuffers	1.13	1.20	int	2048	
taskmanager.network.partition-request-timeout	1.19		duration	10 s	
taskmanager.network.request-backoff.initial	1.13		int	100	taskmanager.net.request-backoff.initial
taskmanager.network.request-backoff.max	1.13		int	10000	taskmanager.net.request-backoff.max
taskmanager.network.retries	1.13		int	0	taskmanager.network.retries
taskmanager.network.sort-shuffle.min-buffers	1.13	1.14	int	64	
taskmanager.network.sort-shuffle.min-buffers	1.15		int	512	
taskmanager.network.sort-shuffle.min-parallelism	1.13	1.14	int	2147483647	
taskmanager.network.sort-shuffle.min-parallelism	1.15	1.20	int	1	
taskmanager.network.tcp-connection.enable-reuse-across-jobs	1.15		boolean	true	
taskmanager.numberOfTaskSlots	1.13		int	1	
taskmanager.registration.initial-backoff	1.13	1.20	duration	500 ms	taskmanager.initial-registration-pause
taskmanager.registration.max-backoff	1.13	1.20	duration	30 s	taskmanager.max-registration-pause
taskmanager.registration.refused-backoff	1.13	1.20	duration	10 s	taskmanager.refused-registration-pause
taskmanager.registration.timeout	1.13		duration	5 min	taskmanager.maxRegistrationDuration
taskmanager.resource-id	1.13		string		
taskmanager.rpc.bind-port	1.13		int		
taskmanager.rpc.port	1.13		string	0	
taskmanager.runtime.fs-timeout	1.19		duration	0 ms	taskmanager.runtime.fs_timeout
taskmanager.runtime.hashjoin-bloom-filters	1.13		boolean	false	
taskmanager.runtime.large-record-handler	1.13		boolean	false	
taskmanager.runtime.max-fan	1.13		int	128	
taskmanager.runtime.sort-spilling-threshold	1.13		float	0.8	
taskmanager.slot.timeout	1.13	1.13	duration	10 s	
taskmanager.slot.timeout	1.14	1.17	duration	10 s	~akka.ask.timeout
taskmanager.slot.timeout	1.18		duration	10 s	~pekko.ask.timeout
taskmanager.state.local.root-dirs	1.13	1.19	string		
taskmanager.system-out.log.cache-upper-size	1.19		memory	100 kb	
taskmanager.system-out.log.thread-name.enabled	1.19		boolean	false	
taskmanager.system-out.mode	1.19		enum:DEFAULT|LOG|IGNORE	DEFAULT	
traces.checkpoint.span-detail-level	2.2		enum:SPAN_PER_CHECKPOINT|SPAN_PER_CHECKPOINT_WITH_TASKS|CHILDREN_SPANS_PER_TASK|CHILDREN_SPANS_PER_SUBTASK	SPAN_PER_CHECKPOINT	
traces.report-events-as-spans	1.20	2.1	boolean	false	
traces.reporters	1.19		string		
user.artifacts.artifact-list	1.19		list		
user.artifacts.base-dir	1.19		string	/opt/flink/artifacts	
user.artifacts.http-headers	1.19		map		
user.artifacts.raw-http-enabled	1.19		boolean	false	
web.access-control-allow-origin	1.13		string	*	jobmanager.web.access-control-allow-origin
web.adaptive-scheduler.rescale-history.size	2.3		int	0	
web.address	1.13	1.20	string		jobmanager.web.address
web.backpressure.cleanup-interval	1.13	1.20	int	600000	jobmanager.web.backpressure.cleanup-interval
web.backpressure.delay-between-samples	1.13	1.20	int	50	jobmanager.web.backpressure.delay-between-samples
web.backpressure.num-samples	1.13	1.20	int	100	jobmanager.web.backpressure.num-samples
web.backpressure.refresh-interval	1.13	1.20	int	60000	jobmanager.web.backpressure.refresh-interval
web.cancel.enable	1.14		boolean	true	
web.checkpoints.history	1.13		int	10	jobmanager.web.checkpoints.history
web.exception-history-size	1.13		int	16	
web.history	1.13		int	5	jobmanager.web.history
web.log.path	1.13		string		jobmanager.web.log.path
web.port	1.13	1.20	int	8081	jobmanager.web.port
web.refresh-interval	1.13	1.19	long	3000	jobmanager.web.refresh-interval
web.refresh-interval	1.20		duration	3 s	jobmanager.web.refresh-interval
web.rescale.enable	1.18		boolean	true	
web.ssl.enabled	1.13	1.20	boolean	true	jobmanager.web.ssl.enabled
web.submit.enable	1.13		boolean	true	jobmanager.web.submit.enable
web.timeout	1.13	1.19	long	600000	
web.timeout	1.20		duration	10 min	
web.tmpdir	1.13		string	<java.io.tmpdir>	jobmanager.web.tmpdir
web.upload.dir	1.13		string		jobmanager.web.upload.dir
workflow-scheduler.type	1.20		string		
yarn.application-attempt-failures-validity-interval	1.13		long	10000	
yarn.application-attempts	1.13	1.19	string		
yarn.application-attempts	1.20		int		
yarn.application-master.port	1.13		string	0	
yarn.application.id	1.13		string		
yarn.application.name	1.13		string		
yarn.application.node-label	1.13		string		
yarn.application.priority	1.13		int	-1	
yarn.application.queue	1.13		string		
yarn.application.type	1.13		string		
yarn.appmaster.vcores	1.13		int	1	
yarn.classpath.include-user-jar	1.15		enum:DISABLED|FIRST|LAST|ORDER	ORDER	yarn.per-job-cluster.include-user-jar
yarn.container-start-command-template	1.19		string	%java% %jvmmem% %jvmopts% %logging% %class% %args% %redirects%	
yarn.containers.vcores	1.13		int	-1	
yarn.file-replication	1.13		int	-1	
yarn.flink-dist-jar	1.13		string		
yarn.heartbeat.container-request-interval	1.13	1.19	int	500	
yarn.heartbeat.container-request-interval	1.20		duration	500 ms	
yarn.heartbeat.interval	1.13		int	5	yarn.heartbeat-delay
yarn.modify.acls	1.18		string		
yarn.per-job-cluster.include-user-jar	1.13	1.14	enum:DISABLED|FIRST|LAST|ORDER	ORDER	
yarn.properties-file.location	1.13		string		
yarn.provided.lib.dirs	1.13		list		
yarn.provided.usrlib.dir	1.16		string		
yarn.rolled-logs.exclude-pattern	2.1		string		
yarn.rolled-logs.include-pattern	2.1		string		
yarn.security.appmaster.delegation.token.services	1.20		list	hadoopfs	
yarn.security.kerberos.additionalFileSystems	1.13	1.15	list		
yarn.security.kerberos.localized-keytab-path	1.13		string	krb5.keytab	
yarn.security.kerberos.ship-local-keytab	1.13		boolean	true	
yarn.ship-archives	1.13		list		
yarn.ship-files	1.13		list		yarn.ship-directories
yarn.staging-directory	1.13		string		
yarn.tags	1.13		string	""	
yarn.taskmanager.node-label	1.15		string		
yarn.view.acls	1.18		string		
zookeeper.sasl.disable	1.13		boolean	false	
zookeeper.sasl.login-context-name	1.13		string	Client	
zookeeper.sasl.service-name	1.13		string	zookeeper	
`
