import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.checkpoint.MasterState;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;

/** Describes a snapshot as `_metadata` and as `completedCheckpoint…` files have it: operators by id, subtasks by index. */
final class Snapshots {
  private Snapshots() {}

  static Map<String, Object> metadata(byte[] bytes, String name) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    DataInputStream header = new DataInputStream(new ByteArrayInputStream(bytes));
    answer.put("bytes", bytes.length);
    answer.put("magic", Integer.toHexString(header.readInt()));
    answer.put("version", header.readInt());
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(in, Snapshots.class.getClassLoader(), name);
    answer.put("unreadBytes", in.available());
    answer.put("checkpointId", metadata.getCheckpointId());
    if (Reflection.has(metadata, "getCheckpointProperties")) {
      Object properties = Reflection.call(metadata, "getCheckpointProperties");
      answer.put("properties", properties == null ? null : properties((CheckpointProperties) properties));
    }
    StateHandles handles = new StateHandles();
    body(answer, metadata.getMasterStates(), metadata.getOperatorStates(), handles);
    answer.put("files", handles.files());
    return answer;
  }

  static Map<String, Object> completedCheckpoint(CompletedCheckpoint checkpoint, int bytes) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("bytes", bytes);
    answer.put("class", checkpoint.getClass().getName());
    answer.put("jobId", checkpoint.getJobId().toString());
    answer.put("checkpointId", checkpoint.getCheckpointID());
    answer.put("timestamp", checkpoint.getTimestamp());
    answer.put("completionTimestamp", Reflection.field(checkpoint, "completionTimestamp"));
    answer.put("externalPointer", checkpoint.getExternalPointer());
    answer.put("properties", properties(checkpoint.getProperties()));
    // From 1.16 on.
    // From 1.16 on.
    if (Reflection.hasField(checkpoint, "restoredProps")) {
      Object restored = Reflection.field(checkpoint, "restoredProps");
      answer.put("restoredProperties", restored == null ? null : properties((CheckpointProperties) restored));
    }
    answer.put("stateSize", checkpoint.getStateSize());
    answer.put("metadataHandle", new StateHandles().stream(checkpoint.getMetadataHandle()));
    Object location = Reflection.field(checkpoint, "storageLocation");
    Map<String, Object> storage = new LinkedHashMap<>();
    storage.put("class", location.getClass().getName());
    boolean hasDirectory = Reflection.hasField(location, "exclusiveCheckpointDir");
    Object directory = hasDirectory ? Reflection.field(location, "exclusiveCheckpointDir") : null;
    storage.put("exclusiveCheckpointDir", directory == null ? null : directory.toString());
    storage.put("externalPointer", Reflection.call(location, "getExternalPointer"));
    answer.put("storageLocation", storage);
    body(answer, checkpoint.getMasterHookStates(), checkpoint.getOperatorStates().values(), new StateHandles());
    return answer;
  }

  private static void body(
      Map<String, Object> answer,
      Collection<MasterState> masterStates,
      Collection<OperatorState> operatorStates,
      StateHandles handles)
      throws Exception {
    List<Object> masters = new ArrayList<>();
    for (MasterState state : masterStates) {
      Map<String, Object> master = new LinkedHashMap<>();
      master.put("name", state.name());
      master.put("version", state.version());
      master.put("bytes", state.bytes().length);
      masters.add(master);
    }
    answer.put("masterStates", masters);
    List<Map<String, Object>> operators = new ArrayList<>();
    Map<String, Object> totals = new LinkedHashMap<>();
    for (OperatorState operator : operatorStates) {
      Map<String, Object> described = operator(operator, handles);
      operators.add(described);
      for (String size : new String[] {"stateSize", "checkpointedSize"}) {
        if (described.containsKey(size)) totals.merge(size, described.get(size), (a, b) -> (Long) a + (Long) b);
      }
    }
    operators.sort(Comparator.comparing((operator) -> (String) operator.get("id")));
    handles.totals(totals);
    answer.put("operatorCount", operators.size());
    answer.put("totals", totals);
    answer.put("operators", operators);
    List<Object> content = new ArrayList<>(handles.inline());
    for (MasterState state : masterStates) content.add(StateHandles.content(state.name(), state.bytes()));
    answer.put("content", content);
  }

  private static Map<String, Object> operator(OperatorState operator, StateHandles handles) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", operator.getOperatorID().toString());
    for (String name : new String[] {"Name", "Uid"}) {
      // From 2.0 on.
      if (!Reflection.has(operator, "getOperator" + name)) continue;
      Optional<?> value = (Optional<?>) Reflection.call(operator, "getOperator" + name);
      if (value.isPresent()) answer.put(name.toLowerCase(), value.get());
    }
    answer.put("class", operator.getClass().getName());
    answer.put("parallelism", operator.getParallelism());
    answer.put("maxParallelism", operator.getMaxParallelism());
    answer.put("fullyFinished", operator.isFullyFinished());
    answer.put("stateSize", operator.getStateSize());
    StateHandles.checkpointedSize(answer, operator);
    StreamStateHandle coordinator = operator.getCoordinatorState();
    answer.put("coordinatorState", coordinator == null ? null : handles.stream(coordinator));
    List<Object> subtasks = new ArrayList<>();
    int stateful = 0;
    for (Map.Entry<Integer, OperatorSubtaskState> each : new TreeMap<>(operator.getSubtaskStates()).entrySet()) {
      if (each.getValue().hasState()) stateful++;
      subtasks.add(subtask(each.getKey(), each.getValue(), handles));
    }
    answer.put("subtaskEntries", subtasks.size());
    answer.put("statefulSubtasks", stateful);
    answer.put("subtasks", subtasks);
    return answer;
  }

  private static Map<String, Object> subtask(int index, OperatorSubtaskState state, StateHandles handles)
      throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("index", index);
    answer.put("class", state.getClass().getName());
    answer.put("finished", state.isFinished());
    answer.put("hasState", state.hasState());
    answer.put("stateSize", state.getStateSize());
    StateHandles.checkpointedSize(answer, state);
    for (String name : PARTS) {
      List<Object> described = new ArrayList<>();
      String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      for (Object handle : (Collection<?>) Reflection.call(state, getter)) {
        if (handle instanceof OperatorStateHandle) described.add(handles.operatorState((OperatorStateHandle) handle));
        else if (handle instanceof KeyedStateHandle) described.add(handles.keyedState((KeyedStateHandle) handle));
        else described.add(handles.channelState((StateObject) handle));
      }
      if (!described.isEmpty()) answer.put(name, described);
    }
    return answer;
  }

  private static final String[] PARTS = {
    "managedOperatorState", "rawOperatorState", "managedKeyedState", "rawKeyedState", "inputChannelState",
    "resultSubpartitionState",
  };

  private static Map<String, Object> properties(CheckpointProperties properties) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (String flag : FLAGS) {
      if (Reflection.hasField(properties, flag)) answer.put(flag, Reflection.field(properties, flag));
    }
    Object type = Reflection.field(properties, "checkpointType");
    // Up to 1.14.
    boolean isEnum = type instanceof Enum;
    answer.put("typeClass", type.getClass().getName());
    answer.put("typeName", isEnum ? ((Enum<?>) type).name() : Reflection.call(type, "getName"));
    answer.put("isSavepoint", Reflection.call(type, "isSavepoint"));
    for (String name : new String[] {"SharingFilesStrategy", "FormatType", "PostCheckpointAction"}) {
      if (isEnum || !Reflection.has(type, "get" + name)) continue;
      String key = Character.toLowerCase(name.charAt(0)) + name.substring(1);
      answer.put(key, Reflection.call(type, "get" + name).toString());
    }
    return answer;
  }

  private static final String[] FLAGS = {
    "forced", "discardSubsumed", "discardFinished", "discardCancelled", "discardFailed", "discardSuspended", "unclaimed",
  };
}
