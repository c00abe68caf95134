import { FLINK_RELEASES, type FlinkRelease } from '../flink-release.ts'
import { FLAG } from '../java-serialization/class-descriptor.ts'
import { classOf, type WritableClass } from '../java-serialization/writable.ts'

/**
 * Classes of Flink in HA files, as `ObjectStreamClass` describes them in each release: first release, name below
 * `org.apache.flink.`, serialVersionUID, superclass, fields. A later line for a name is its form from that release on.
 * In signatures `~` stands for `Lorg/apache/flink/`.
 */
const TABLE = `
1.13|runtime.state.RetrievableStreamStateHandle|314567453677355||L wrappedStreamStateHandle ~runtime/state/StreamStateHandle;
1.13|runtime.state.filesystem.FileStateHandle|350284443258002355||J stateSize, L filePath ~core/fs/Path;
1.13|runtime.state.filesystem.RelativeFileStateHandle|1|runtime.state.filesystem.FileStateHandle|L relativePath Ljava/lang/String;
1.13|runtime.state.memory.ByteStreamStateHandle|-5280226231202517594||[ data [B, L handleName Ljava/lang/String;
1.13|api.java.tuple.Tuple|1||
1.13|api.java.tuple.Tuple2|1|api.java.tuple.Tuple|L f0 Ljava/lang/Object;, L f1 Ljava/lang/Object;
1.13|core.fs.Path|1||L uri Ljava/net/URI;
1.13|runtime.checkpoint.CompletedCheckpoint|-8360248179615702014||J checkpointID, J duration, J timestamp, L externalPointer Ljava/lang/String;, L job ~api/common/JobID;, L masterHookStates Ljava/util/Collection;, L metadataHandle ~runtime/state/StreamStateHandle;, L operatorStates Ljava/util/Map;, L props ~runtime/checkpoint/CheckpointProperties;, L storageLocation ~runtime/state/CompletedCheckpointStorageLocation;
1.14|runtime.checkpoint.CompletedCheckpoint|-8360248179615702014||J checkpointID, J completionTimestamp, J timestamp, L externalPointer Ljava/lang/String;, L job ~api/common/JobID;, L masterHookStates Ljava/util/Collection;, L metadataHandle ~runtime/state/StreamStateHandle;, L operatorStates Ljava/util/Map;, L props ~runtime/checkpoint/CheckpointProperties;, L storageLocation ~runtime/state/CompletedCheckpointStorageLocation;
1.16|runtime.checkpoint.CompletedCheckpoint|-8360248179615702014||J checkpointID, J completionTimestamp, J timestamp, L externalPointer Ljava/lang/String;, L job ~api/common/JobID;, L masterHookStates Ljava/util/Collection;, L metadataHandle ~runtime/state/StreamStateHandle;, L operatorStates Ljava/util/Map;, L props ~runtime/checkpoint/CheckpointProperties;, L restoredProps ~runtime/checkpoint/CheckpointProperties;, L storageLocation ~runtime/state/CompletedCheckpointStorageLocation;
1.13|api.common.JobID|1|util.AbstractID|
1.13|runtime.jobgraph.OperatorID|1|util.AbstractID|
1.13|util.AbstractID|1||J lowerPart, J upperPart
1.13|runtime.checkpoint.MasterState|1||I version, [ bytes [B, L name Ljava/lang/String;
1.13|runtime.checkpoint.CheckpointProperties|2||Z discardCancelled, Z discardFailed, Z discardFinished, Z discardSubsumed, Z discardSuspended, Z forced, L checkpointType ~runtime/checkpoint/CheckpointType;
1.15|runtime.checkpoint.CheckpointProperties|2||Z discardCancelled, Z discardFailed, Z discardFinished, Z discardSubsumed, Z discardSuspended, Z forced, Z unclaimed, L checkpointType ~runtime/checkpoint/SnapshotType;
1.13|runtime.checkpoint.CheckpointType|0|java.lang.Enum|
1.15|runtime.checkpoint.CheckpointType|-2963844630364414662||L name Ljava/lang/String;, L sharingFilesStrategy ~runtime/checkpoint/SnapshotType$SharingFilesStrategy;
1.13|runtime.state.filesystem.FsCompletedCheckpointStorageLocation|1||L exclusiveCheckpointDir ~core/fs/Path;, L externalPointer Ljava/lang/String;, L metadataFileHandle ~runtime/state/filesystem/FileStateHandle;
1.13|runtime.state.memory.NonPersistentMetadataCheckpointStorageLocation$NonPersistentCompletedCheckpointStorageLocation|1||L metaDataHandle ~runtime/state/memory/ByteStreamStateHandle;
1.13|runtime.checkpoint.OperatorState|-4845578005863201810||I maxParallelism, I parallelism, L coordinatorState ~runtime/state/memory/ByteStreamStateHandle;, L operatorID ~runtime/jobgraph/OperatorID;, L operatorSubtaskStates Ljava/util/Map;
2.0|runtime.checkpoint.OperatorState|-4845578005863201810||I maxParallelism, I parallelism, L coordinatorState ~runtime/state/memory/ByteStreamStateHandle;, L operatorID ~runtime/jobgraph/OperatorID;, L operatorName Ljava/lang/String;, L operatorSubtaskStates Ljava/util/Map;, L operatorUid Ljava/lang/String;
1.13|runtime.checkpoint.OperatorSubtaskState|-2394696997971923995||J stateSize, L inputChannelState ~runtime/checkpoint/StateObjectCollection;, L inputRescalingDescriptor ~runtime/checkpoint/InflightDataRescalingDescriptor;, L managedKeyedState ~runtime/checkpoint/StateObjectCollection;, L managedOperatorState ~runtime/checkpoint/StateObjectCollection;, L outputRescalingDescriptor ~runtime/checkpoint/InflightDataRescalingDescriptor;, L rawKeyedState ~runtime/checkpoint/StateObjectCollection;, L rawOperatorState ~runtime/checkpoint/StateObjectCollection;, L resultSubpartitionState ~runtime/checkpoint/StateObjectCollection;
1.15|runtime.checkpoint.OperatorSubtaskState|-2394696997971923995||J checkpointedSize, J stateSize, L inputChannelState ~runtime/checkpoint/StateObjectCollection;, L inputRescalingDescriptor ~runtime/checkpoint/InflightDataRescalingDescriptor;, L managedKeyedState ~runtime/checkpoint/StateObjectCollection;, L managedOperatorState ~runtime/checkpoint/StateObjectCollection;, L outputRescalingDescriptor ~runtime/checkpoint/InflightDataRescalingDescriptor;, L rawKeyedState ~runtime/checkpoint/StateObjectCollection;, L rawOperatorState ~runtime/checkpoint/StateObjectCollection;, L resultSubpartitionState ~runtime/checkpoint/StateObjectCollection;
2.3|runtime.checkpoint.OperatorSubtaskState|-2394696997971923995||J checkpointedSize, J stateSize, L inputChannelState ~runtime/checkpoint/StateObjectCollection;, L inputRescalingDescriptor ~runtime/checkpoint/InflightDataRescalingDescriptor;, L managedKeyedState ~runtime/checkpoint/StateObjectCollection;, L managedOperatorState ~runtime/checkpoint/StateObjectCollection;, L outputRescalingDescriptor ~runtime/checkpoint/InflightDataRescalingDescriptor;, L rawKeyedState ~runtime/checkpoint/StateObjectCollection;, L rawOperatorState ~runtime/checkpoint/StateObjectCollection;, L resultSubpartitionState ~runtime/checkpoint/StateObjectCollection;, L upstreamOutputBufferState ~runtime/checkpoint/StateObjectCollection;
1.13|runtime.checkpoint.StateObjectCollection|1||L stateObjects Ljava/util/Collection;
1.13|runtime.checkpoint.InflightDataRescalingDescriptor|-3396674344669796295||[ gateOrPartitionDescriptors [~runtime/checkpoint/InflightDataRescalingDescriptor$InflightDataGateOrPartitionRescalingDescriptor;
1.13|runtime.checkpoint.InflightDataRescalingDescriptor$NoRescalingDescriptor|1|runtime.checkpoint.InflightDataRescalingDescriptor|
1.13|runtime.state.KeyGroupsStateHandle|-8070326169926626355||L groupRangeOffsets ~runtime/state/KeyGroupRangeOffsets;, L stateHandle ~runtime/state/StreamStateHandle;
1.15|runtime.state.KeyGroupsStateHandle|-8070326169926626355||L groupRangeOffsets ~runtime/state/KeyGroupRangeOffsets;, L stateHandle ~runtime/state/StreamStateHandle;, L stateHandleId ~runtime/state/StateHandleID;
1.13|runtime.state.KeyGroupsSavepointStateHandle|1|runtime.state.KeyGroupsStateHandle|
1.13|runtime.state.KeyGroupRangeOffsets|6595415219136429696||L keyGroupRange ~runtime/state/KeyGroupRange;, [ offsets [J
1.13|runtime.state.KeyGroupRange|4869121477592070607||I endKeyGroup, I startKeyGroup
1.13|runtime.state.OperatorStreamStateHandle|35876522969227335||L delegateStateHandle ~runtime/state/StreamStateHandle;, L stateNameToPartitionOffsets Ljava/util/Map;
1.13|runtime.state.OperatorStateHandle$StateMetaInfo|3593817615858941166||L distributionMode ~runtime/state/OperatorStateHandle$Mode;, [ offsets [J
1.13|runtime.state.OperatorStateHandle$Mode|0|java.lang.Enum|
1.13|runtime.state.IncrementalRemoteKeyedStateHandle|-8328808513197388231||J checkpointId, L backendIdentifier Ljava/util/UUID;, L keyGroupRange ~runtime/state/KeyGroupRange;, L metaStateHandle ~runtime/state/StreamStateHandle;, L privateState Ljava/util/Map;, L sharedState Ljava/util/Map;
1.15|runtime.state.IncrementalRemoteKeyedStateHandle|-8328808513197388231||J checkpointId, J persistedSizeOfThisCheckpoint, L backendIdentifier Ljava/util/UUID;, L keyGroupRange ~runtime/state/KeyGroupRange;, L metaStateHandle ~runtime/state/StreamStateHandle;, L privateState Ljava/util/Map;, L sharedState Ljava/util/Map;, L stateHandleId ~runtime/state/StateHandleID;
1.16|runtime.state.IncrementalRemoteKeyedStateHandle|-8328808513197388231||J checkpointId, J persistedSizeOfThisCheckpoint, L backendIdentifier Ljava/util/UUID;, L keyGroupRange ~runtime/state/KeyGroupRange;, L metaStateHandle ~runtime/state/StreamStateHandle;, L privateState Ljava/util/List;, L sharedState Ljava/util/List;, L stateHandleId ~runtime/state/StateHandleID;
1.19|runtime.state.IncrementalRemoteKeyedStateHandle|-8328808513197388231|runtime.state.AbstractIncrementalStateHandle|J persistedSizeOfThisCheckpoint, L privateState Ljava/util/List;
1.13|runtime.state.StateHandleID|1|util.StringBasedID|
1.13|util.StringBasedID|1||L keyString Ljava/lang/String;
1.13|runtime.state.InputChannelStateHandle|1|runtime.state.AbstractChannelStateHandle|
1.13|runtime.state.ResultSubpartitionStateHandle|1|runtime.state.AbstractChannelStateHandle|
1.13|runtime.state.AbstractChannelStateHandle|1||J size, I subtaskIndex, L delegate ~runtime/state/StreamStateHandle;, L info Ljava/lang/Object;, L offsets Ljava/util/List;
1.13|runtime.checkpoint.channel.InputChannelInfo|1||I gateIdx, I inputChannelIdx
1.13|runtime.checkpoint.channel.ResultSubpartitionInfo|1||I partitionIdx, I subPartitionIdx
1.13|runtime.state.CheckpointedStateScope|0|java.lang.Enum|
1.14|runtime.checkpoint.FullyFinishedOperatorState|1|runtime.checkpoint.OperatorState|
1.14|runtime.checkpoint.FinishedOperatorSubtaskState|1|runtime.checkpoint.OperatorSubtaskState|
1.14|runtime.state.changelog.ChangelogStateBackendHandle$ChangelogStateBackendHandleImpl|1||L keyGroupRange ~runtime/state/KeyGroupRange;, L materialized Ljava/util/List;, L nonMaterialized Ljava/util/List;
1.15|runtime.state.changelog.ChangelogStateBackendHandle$ChangelogStateBackendHandleImpl|1||J materializationID, J persistedSizeOfThisCheckpoint, L keyGroupRange ~runtime/state/KeyGroupRange;, L materialized Ljava/util/List;, L nonMaterialized Ljava/util/List;, L stateHandleID ~runtime/state/StateHandleID;
1.16|runtime.state.changelog.ChangelogStateBackendHandle$ChangelogStateBackendHandleImpl|1||J checkpointId, J materializationID, J persistedSizeOfThisCheckpoint, L keyGroupRange ~runtime/state/KeyGroupRange;, L materialized Ljava/util/List;, L nonMaterialized Ljava/util/List;, L stateHandleID ~runtime/state/StateHandleID;
1.14|runtime.state.changelog.ChangelogStateHandleStreamImpl|-8070326169926626355||J size, L handlesAndOffsets Ljava/util/List;, L keyGroupRange ~runtime/state/KeyGroupRange;
1.15|runtime.state.changelog.ChangelogStateHandleStreamImpl|-8070326169926626355||J incrementalSize, J size, L handlesAndOffsets Ljava/util/List;, L keyGroupRange ~runtime/state/KeyGroupRange;, L stateHandleID ~runtime/state/StateHandleID;
1.16|runtime.state.changelog.ChangelogStateHandleStreamImpl|-8070326169926626355||J incrementalSize, J size, L handlesAndOffsets Ljava/util/List;, L keyGroupRange ~runtime/state/KeyGroupRange;, L stateHandleID ~runtime/state/StateHandleID;, L storageIdentifier Ljava/lang/String;
1.14|runtime.state.changelog.inmemory.InMemoryChangelogStateHandle|1||L changes Ljava/util/List;, L from ~runtime/state/changelog/SequenceNumber;, L keyGroupRange ~runtime/state/KeyGroupRange;, L to ~runtime/state/changelog/SequenceNumber;
1.15|runtime.state.changelog.inmemory.InMemoryChangelogStateHandle|1||L changes Ljava/util/List;, L from ~runtime/state/changelog/SequenceNumber;, L keyGroupRange ~runtime/state/KeyGroupRange;, L stateHandleID ~runtime/state/StateHandleID;, L to ~runtime/state/changelog/SequenceNumber;
1.15|kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker|-6953210432246692993||Z markedForDeletion, L inner ~runtime/state/RetrievableStateHandle;
1.19|kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker|1994325530560040316||Z markedForDeletion, L inner ~runtime/state/RetrievableStateHandle;
1.15|runtime.checkpoint.SavepointType|-6879297871714708296||L formatType ~core/execution/SavepointFormatType;, L name Ljava/lang/String;, L postCheckpointAction ~runtime/checkpoint/SavepointType$PostCheckpointAction;
1.15|runtime.checkpoint.SnapshotType$SharingFilesStrategy|0|java.lang.Enum|
1.15|runtime.checkpoint.SavepointType$PostCheckpointAction|0|java.lang.Enum|
1.15|core.execution.SavepointFormatType|0|java.lang.Enum|
1.15|runtime.state.changelog.SequenceNumber$GenericSequenceNumber|1||J number
1.15|runtime.state.changelog.StateChange|1||I keyGroup, [ change [B
1.16|runtime.state.IncrementalKeyedStateHandle$HandleAndLocalPath|7711754687567545052||L handle ~runtime/state/StreamStateHandle;, L localPath Ljava/lang/String;
1.16|runtime.state.PhysicalStateHandleID|1|util.StringBasedID|
1.20|runtime.checkpoint.filemerging.LogicalFile$LogicalFileId|3549974743121937433|util.StringBasedID|
1.19|runtime.state.AbstractIncrementalStateHandle|1||J checkpointId, L backendIdentifier Ljava/util/UUID;, L keyGroupRange ~runtime/state/KeyGroupRange;, L metaStateHandle ~runtime/state/StreamStateHandle;, L sharedState Ljava/util/List;, L stateHandleId ~runtime/state/StateHandleID;
1.20|runtime.state.filemerging.SegmentFileStateHandle|1||J startPos, J stateSize, L filePath ~core/fs/Path;, L logicalFileId ~runtime/checkpoint/filemerging/LogicalFile$LogicalFileId;, L scope ~runtime/state/CheckpointedStateScope;
1.20|runtime.state.filemerging.EmptySegmentFileStateHandle|1|runtime.state.filemerging.SegmentFileStateHandle|
1.20|runtime.state.filemerging.FileMergingOperatorStreamStateHandle|1|runtime.state.OperatorStreamStateHandle|L sharedDirHandle ~runtime/state/filemerging/DirectoryStreamStateHandle;, L taskOwnedDirHandle ~runtime/state/filemerging/DirectoryStreamStateHandle;
1.20|runtime.state.filemerging.EmptyFileMergingOperatorStreamStateHandle|1|runtime.state.filemerging.FileMergingOperatorStreamStateHandle|
1.20|runtime.state.filemerging.DirectoryStreamStateHandle|1||L directory ~core/fs/Path;
2.1|runtime.state.MergedInputChannelStateHandle|1|runtime.state.AbstractMergedChannelStateHandle|
2.1|runtime.state.MergedResultSubpartitionStateHandle|1|runtime.state.AbstractMergedChannelStateHandle|
2.1|runtime.state.AbstractMergedChannelStateHandle|1||J size, I subtaskIndex, L delegate ~runtime/state/StreamStateHandle;, [ serializedChannelOffsets [B
1.13|api.common.ExecutionConfig$GlobalJobParameters|1||
1.13|configuration.Configuration|1|api.common.ExecutionConfig$GlobalJobParameters|L confData Ljava/util/HashMap;
1.13|runtime.jobgraph.JobGraph|1||Z approximateLocalRecovery, L classpaths Ljava/util/List;, L jobConfiguration ~configuration/Configuration;, L jobID ~api/common/JobID;, L jobName Ljava/lang/String;, L jobType ~runtime/jobgraph/JobType;, L savepointRestoreSettings ~runtime/jobgraph/SavepointRestoreSettings;, L serializedExecutionConfig ~util/SerializedValue;, L snapshotSettings ~runtime/jobgraph/tasks/JobCheckpointingSettings;, L taskVertices Ljava/util/Map;, L userArtifacts Ljava/util/Map;, L userJarBlobKeys Ljava/util/List;, L userJars Ljava/util/List;
1.13|runtime.jobgraph.JobType|0|java.lang.Enum|
1.13|runtime.jobgraph.JobVertex|1||Z isStoppable, I maxParallelism, I parallelism, L coLocationGroup ~runtime/jobmanager/scheduler/CoLocationGroupImpl;, L configuration ~configuration/Configuration;, L id ~runtime/jobgraph/JobVertexID;, L inputSplitSource ~core/io/InputSplitSource;, L inputs Ljava/util/ArrayList;, L invokableClassName Ljava/lang/String;, L minResources ~api/common/operators/ResourceSpec;, L name Ljava/lang/String;, L operatorCoordinators Ljava/util/ArrayList;, L operatorDescription Ljava/lang/String;, L operatorIDs Ljava/util/List;, L operatorName Ljava/lang/String;, L operatorPrettyName Ljava/lang/String;, L preferredResources ~api/common/operators/ResourceSpec;, L resultOptimizerProperties Ljava/lang/String;, L results Ljava/util/ArrayList;, L slotSharingGroup ~runtime/jobmanager/scheduler/SlotSharingGroup;
1.13|runtime.jobgraph.JobVertexID|1|util.AbstractID|
1.13|runtime.jobgraph.SavepointRestoreSettings|87377506900849777||Z allowNonRestoredState, L restorePath Ljava/lang/String;
1.16|runtime.jobgraph.JobGraph|1||Z approximateLocalRecovery, L classpaths Ljava/util/List;, L jobConfiguration ~configuration/Configuration;, L jobID ~api/common/JobID;, L jobName Ljava/lang/String;, L jobStatusHooks Ljava/util/List;, L jobType ~runtime/jobgraph/JobType;, L savepointRestoreSettings ~runtime/jobgraph/SavepointRestoreSettings;, L serializedExecutionConfig ~util/SerializedValue;, L snapshotSettings ~runtime/jobgraph/tasks/JobCheckpointingSettings;, L taskVertices Ljava/util/Map;, L userArtifacts Ljava/util/Map;, L userJarBlobKeys Ljava/util/List;, L userJars Ljava/util/List;
1.16|runtime.jobgraph.JobVertex|1||Z containsSinkOperators, Z containsSourceOperators, Z isStoppable, I maxParallelism, I parallelism, L coLocationGroup ~runtime/jobmanager/scheduler/CoLocationGroupImpl;, L configuration ~configuration/Configuration;, L id ~runtime/jobgraph/JobVertexID;, L inputSplitSource ~core/io/InputSplitSource;, L inputs Ljava/util/ArrayList;, L intermediateDataSetIdsToConsume Ljava/util/List;, L invokableClassName Ljava/lang/String;, L minResources ~api/common/operators/ResourceSpec;, L name Ljava/lang/String;, L operatorCoordinators Ljava/util/ArrayList;, L operatorDescription Ljava/lang/String;, L operatorIDs Ljava/util/List;, L operatorName Ljava/lang/String;, L operatorPrettyName Ljava/lang/String;, L preferredResources ~api/common/operators/ResourceSpec;, L resultOptimizerProperties Ljava/lang/String;, L results Ljava/util/Map;, L slotSharingGroup ~runtime/jobmanager/scheduler/SlotSharingGroup;
1.15|runtime.jobgraph.RestoreMode|0|java.lang.Enum|
1.15|runtime.jobgraph.SavepointRestoreSettings|87377506900849777||Z allowNonRestoredState, L restoreMode ~runtime/jobgraph/RestoreMode;, L restorePath Ljava/lang/String;
1.17|runtime.jobgraph.JobGraph|1||Z approximateLocalRecovery, Z dynamic, L classpaths Ljava/util/List;, L jobConfiguration ~configuration/Configuration;, L jobID ~api/common/JobID;, L jobName Ljava/lang/String;, L jobStatusHooks Ljava/util/List;, L jobType ~runtime/jobgraph/JobType;, L savepointRestoreSettings ~runtime/jobgraph/SavepointRestoreSettings;, L serializedExecutionConfig ~util/SerializedValue;, L snapshotSettings ~runtime/jobgraph/tasks/JobCheckpointingSettings;, L taskVertices Ljava/util/Map;, L userArtifacts Ljava/util/Map;, L userJarBlobKeys Ljava/util/List;, L userJars Ljava/util/List;
1.17|runtime.jobgraph.JobVertex|1||Z isStoppable, I maxParallelism, I parallelism, Z parallelismConfigured, Z supportsConcurrentExecutionAttempts, L coLocationGroup ~runtime/jobmanager/scheduler/CoLocationGroupImpl;, L configuration ~configuration/Configuration;, L id ~runtime/jobgraph/JobVertexID;, L inputSplitSource ~core/io/InputSplitSource;, L inputs Ljava/util/List;, L intermediateDataSetIdsToConsume Ljava/util/List;, L invokableClassName Ljava/lang/String;, L minResources ~api/common/operators/ResourceSpec;, L name Ljava/lang/String;, L operatorCoordinators Ljava/util/List;, L operatorDescription Ljava/lang/String;, L operatorIDs Ljava/util/List;, L operatorName Ljava/lang/String;, L operatorPrettyName Ljava/lang/String;, L preferredResources ~api/common/operators/ResourceSpec;, L resultOptimizerProperties Ljava/lang/String;, L results Ljava/util/Map;, L slotSharingGroup ~runtime/jobmanager/scheduler/SlotSharingGroup;
1.19|configuration.Configuration|1|api.common.ExecutionConfig$GlobalJobParameters|Z standardYaml, L confData Ljava/util/HashMap;
1.20|core.execution.RestoreMode|0|java.lang.Enum|
1.20|runtime.jobgraph.JobVertex|1||Z anyOutputBlocking, Z dynamicParallelism, Z isStoppable, I maxParallelism, I parallelism, Z parallelismConfigured, Z supportsConcurrentExecutionAttempts, L coLocationGroup ~runtime/jobmanager/scheduler/CoLocationGroupImpl;, L configuration ~configuration/Configuration;, L id ~runtime/jobgraph/JobVertexID;, L inputSplitSource ~core/io/InputSplitSource;, L inputs Ljava/util/List;, L intermediateDataSetIdsToConsume Ljava/util/List;, L invokableClassName Ljava/lang/String;, L minResources ~api/common/operators/ResourceSpec;, L name Ljava/lang/String;, L operatorCoordinators Ljava/util/List;, L operatorDescription Ljava/lang/String;, L operatorIDs Ljava/util/List;, L operatorName Ljava/lang/String;, L operatorPrettyName Ljava/lang/String;, L preferredResources ~api/common/operators/ResourceSpec;, L resultOptimizerProperties Ljava/lang/String;, L results Ljava/util/Map;, L slotSharingGroup ~runtime/jobmanager/scheduler/SlotSharingGroup;
1.20|runtime.jobgraph.SavepointRestoreSettings|87377506900849777||Z allowNonRestoredState, L restoreMode ~core/execution/RestoreMode;, L restorePath Ljava/lang/String;
2.0|configuration.Configuration|1|api.common.ExecutionConfig$GlobalJobParameters|L confData Ljava/util/HashMap;
2.0|core.execution.RecoveryClaimMode|0|java.lang.Enum|
2.0|runtime.jobgraph.SavepointRestoreSettings|87377506900849777||Z allowNonRestoredState, L recoveryClaimMode ~core/execution/RecoveryClaimMode;, L restorePath Ljava/lang/String;
2.0|streaming.api.graph.StreamGraph|1||Z allVerticesInSameSlotSharingGroupByDefault, Z autoParallelismEnabled, Z dynamic, Z enableCheckpointsAfterTasksFinish, J initialClientHeartbeatTimeout, Z isEmpty, Z vertexNameIncludeIndexPrefix, L checkpointConfig ~streaming/api/environment/CheckpointConfig;, L checkpointingSettings ~runtime/jobgraph/tasks/JobCheckpointingSettings;, L classpath Ljava/util/List;, L descriptionMode ~configuration/PipelineOptions$VertexDescriptionMode;, L globalExchangeMode ~streaming/api/graph/GlobalStreamExchangeMode;, L jobConfiguration ~configuration/Configuration;, L jobId ~api/common/JobID;, L jobName Ljava/lang/String;, L jobStatusHooks Ljava/util/List;, L jobType ~runtime/jobgraph/JobType;, L nodeToHeadOperatorCache Ljava/util/Map;, L savepointRestoreSettings ~runtime/jobgraph/SavepointRestoreSettings;, [ serializedWatermarkDeclarations [B, L sinks Ljava/util/Set;, L slotSharingGroupResources Ljava/util/Map;, L sources Ljava/util/Set;, L streamNodeMinResources Ljava/util/Map;, L timerServiceProvider ~streaming/api/operators/InternalTimeServiceManager$Provider;, L userArtifacts Ljava/util/Map;, L userDefinedObjectsHolder ~streaming/api/graph/StreamGraph$UserDefinedObjectsHolder;, L userJarBlobKeys Ljava/util/List;, L userJars Ljava/util/List;, L vertexIDtoBrokerID Ljava/util/Map;, L vertexIDtoLoopTimeout Ljava/util/Map;
2.3|api.common.ApplicationID|1|util.AbstractID|
2.3|client.deployment.application.PackagedProgramApplicationEntry|-6657444442459586862||Z handleFatalError, I jobCountLimit, Z shutDownOnFinish, I streamingJobCountLimit, Z submitFailedJobOnApplicationError, L applicationId ~api/common/ApplicationID;, L applicationName Ljava/lang/String;, L configuration ~configuration/Configuration;, L entryClass Ljava/lang/String;, [ programArgs [Ljava/lang/String;, L userJarInfo ~client/program/JarInfo;
2.3|client.program.JarInfo|1||L jarBlobKey ~runtime/blob/PermanentBlobKey;, L jarName Ljava/lang/String;
2.3|streaming.api.graph.StreamGraph|1||Z allVerticesInSameSlotSharingGroupByDefault, Z autoParallelismEnabled, Z dynamic, Z enableCheckpointsAfterTasksFinish, J initialClientHeartbeatTimeout, Z isEmpty, Z vertexNameIncludeIndexPrefix, L applicationId ~api/common/ApplicationID;, L checkpointConfig ~streaming/api/environment/CheckpointConfig;, L checkpointingSettings ~runtime/jobgraph/tasks/JobCheckpointingSettings;, L classpath Ljava/util/List;, L descriptionMode ~configuration/PipelineOptions$VertexDescriptionMode;, L globalExchangeMode ~streaming/api/graph/GlobalStreamExchangeMode;, L jobConfiguration ~configuration/Configuration;, L jobId ~api/common/JobID;, L jobName Ljava/lang/String;, L jobStatusHooks Ljava/util/List;, L jobType ~runtime/jobgraph/JobType;, L nodeToHeadOperatorCache Ljava/util/Map;, L savepointRestoreSettings ~runtime/jobgraph/SavepointRestoreSettings;, [ serializedWatermarkDeclarations [B, L sinks Ljava/util/Set;, L slotSharingGroupResources Ljava/util/Map;, L sources Ljava/util/Set;, L streamNodeMinResources Ljava/util/Map;, L timerServiceProvider ~streaming/api/operators/InternalTimeServiceManager$Provider;, L userArtifacts Ljava/util/Map;, L userDefinedObjectsHolder ~streaming/api/graph/StreamGraph$UserDefinedObjectsHolder;, L userJarBlobKeys Ljava/util/List;, L userJars Ljava/util/List;, L userJarsToSkip Ljava/util/Set;, L vertexIDtoBrokerID Ljava/util/Map;, L vertexIDtoLoopTimeout Ljava/util/Map;
`

const ENUM = classOf('java.lang.Enum', 0n, '', { flags: FLAG.serializable | FLAG.enum })
const PACKAGE = 'org.apache.flink.'

const descriptions = new Map<FlinkRelease, ReadonlyMap<string, WritableClass>>()

/**
 * A class of Flink's as that release writes it.
 *
 * @param name below `org.apache.flink.`
 * @throws Error for one that the release does not have: a mistake of the caller.
 */
export function flinkClass(name: string, release: FlinkRelease): WritableClass {
  const described = classesOf(release).get(name)
  if (!described) throw new Error(`Flink ${release} has no serialized class ${name}`)
  return described
}

function classesOf(release: FlinkRelease): ReadonlyMap<string, WritableClass> {
  const known = descriptions.get(release)
  if (known) return known
  const releases = new Set<string>(FLINK_RELEASES.slice(0, FLINK_RELEASES.indexOf(release) + 1))
  const lines = new Map<string, string[]>()
  for (const line of TABLE.trim().split('\n')) {
    const parts = line.split('|')
    const [since = '', name = ''] = parts
    if (releases.has(since)) lines.set(name, parts)
  }
  const classes = new Map<string, WritableClass>()
  for (const name of lines.keys()) make(name, lines, classes)
  descriptions.set(release, classes)
  return classes
}

function make(
  name: string,
  lines: ReadonlyMap<string, string[]>,
  classes: Map<string, WritableClass>,
): WritableClass | null {
  const known = classes.get(name)
  if (known) return known
  const [, , uid = '0', superclass = '', fields = ''] = lines.get(name) ?? []
  if (name === 'java.lang.Enum') return ENUM
  const made = classOf(PACKAGE + name, BigInt(uid), fields.replaceAll('~', 'Lorg/apache/flink/'), {
    superclass: superclass === '' ? null : make(superclass, lines, classes),
    flags: superclass === ENUM.name ? ENUM.flags : FLAG.serializable,
  })
  classes.set(name, made)
  return made
}
