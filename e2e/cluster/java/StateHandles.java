import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/** Describes the handles of one snapshot, class by class, and keeps count of the files and bytes they lead to. */
final class StateHandles {
  private final Map<String, Map<String, Object>> files = new LinkedHashMap<>();
  private final List<Map<String, Object>> inline = new ArrayList<>();
  private long inlineBytes;

  /** Each file once, by kind and path; a segment by its first byte too. */
  Collection<Map<String, Object>> files() {
    return files.values();
  }

  /** What stands in line: name and bytes, Base64. */
  List<Map<String, Object>> inline() {
    return inline;
  }

  void totals(Map<String, Object> totals) {
    totals.put("distinctFiles", files.size());
    totals.put("distinctFileBytes", files.values().stream().mapToLong((file) -> (Long) file.get("size")).sum());
    totals.put("inlineHandles", inline.size());
    totals.put("inlineBytes", inlineBytes);
  }

  Map<String, Object> stream(StreamStateHandle handle) throws Exception {
    Map<String, Object> answer = head(handle);
    if (handle instanceof ByteStreamStateHandle) {
      ByteStreamStateHandle bytes = (ByteStreamStateHandle) handle;
      answer.put("handleName", bytes.getHandleName());
      inlineBytes += bytes.getData().length;
      inline.add(content(bytes.getHandleName(), bytes.getData()));
    } else if (handle instanceof RelativeFileStateHandle) {
      String path = ((RelativeFileStateHandle) handle).getRelativePath();
      answer.put("relativePath", path);
      file("relative", path, null, handle);
    } else if (handle.getClass().getSimpleName().endsWith("SegmentFileStateHandle")) {
      answer.put("filePath", Reflection.call(handle, "getFilePath").toString());
      answer.put("startPos", Reflection.call(handle, "getStartPos"));
      answer.put("scope", Reflection.call(handle, "getScope").toString());
      answer.put("logicalFileId", Reflection.call(Reflection.call(handle, "getLogicalFileId"), "getKeyString"));
      boolean empty = handle.getClass().getSimpleName().startsWith("Empty");
      if (!empty) file("segment", (String) answer.get("filePath"), (Long) answer.get("startPos"), handle);
    } else if (handle instanceof FileStateHandle) {
      answer.put("filePath", ((FileStateHandle) handle).getFilePath().toUri().toString());
      file("file", (String) answer.get("filePath"), null, handle);
    } else if (handle instanceof KeyGroupsStateHandle) {
      keyGroups(answer, (KeyGroupsStateHandle) handle);
    } else {
      throw new IllegalArgumentException("a stream handle of " + handle.getClass());
    }
    return answer;
  }

  Map<String, Object> operatorState(OperatorStateHandle handle) throws Exception {
    Map<String, Object> answer = head(handle), states = new LinkedHashMap<>();
    for (Map.Entry<String, OperatorStateHandle.StateMetaInfo> state : handle.getStateNameToPartitionOffsets().entrySet()) {
      Map<String, Object> partitions = new LinkedHashMap<>();
      partitions.put("mode", state.getValue().getDistributionMode().toString());
      partitions.put("offsets", list(state.getValue().getOffsets()));
      states.put(state.getKey(), partitions);
    }
    answer.put("states", states);
    for (String name : new String[] {"taskOwnedDir", "sharedDir"}) {
      String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Handle";
      if (!Reflection.has(handle, getter)) continue;
      answer.put(name, Reflection.call(Reflection.call(handle, getter), "getDirectory").toString());
    }
    answer.put("delegate", stream(handle.getDelegateStateHandle()));
    return answer;
  }

  Map<String, Object> keyedState(KeyedStateHandle handle) throws Exception {
    Map<String, Object> answer = head(handle);
    String kind = handle.getClass().getSimpleName();
    if (!kind.startsWith("InMemory")) checkpointedSize(answer, handle);
    if (handle instanceof KeyGroupsStateHandle) {
      keyGroups(answer, (KeyGroupsStateHandle) handle);
      // A savepoint's is made up when it is read.
      if (kind.equals("KeyGroupsStateHandle")) stateHandleId(answer, handle);
      return answer;
    }
    range(answer, handle.getKeyGroupRange());
    if (handle instanceof IncrementalRemoteKeyedStateHandle) {
      IncrementalRemoteKeyedStateHandle incremental = (IncrementalRemoteKeyedStateHandle) handle;
      answer.put("checkpointId", incremental.getCheckpointId());
      answer.put("backendIdentifier", incremental.getBackendIdentifier().toString());
      stateHandleId(answer, handle);
      answer.put("meta", stream((StreamStateHandle) Reflection.field(handle, "metaStateHandle")));
      answer.put("shared", localFiles(Reflection.call(handle, "getSharedState")));
      answer.put("private", localFiles(Reflection.call(handle, "getPrivateState")));
    } else if (kind.equals("ChangelogStateBackendHandleImpl")) {
      // From 1.15, from 1.16 on.
      for (String name : new String[] {"materializationID", "checkpointId"}) {
        boolean known = Reflection.hasField(handle, name);
        answer.put(name.replace("ID", "Id"), known ? Reflection.field(handle, name) : null);
      }
      stateHandleId(answer, handle);
      answer.put("materialized", keyedStates(Reflection.call(handle, "getMaterializedStateHandles")));
      answer.put("nonMaterialized", keyedStates(Reflection.call(handle, "getNonMaterializedStateHandles")));
    } else if (kind.equals("ChangelogStateHandleStreamImpl")) {
      boolean known = Reflection.has(handle, "getStorageIdentifier");
      answer.put("storageIdentifier", known ? Reflection.call(handle, "getStorageIdentifier") : null);
      stateHandleId(answer, handle);
      List<Object> handles = new ArrayList<>();
      for (Object each : (Collection<?>) Reflection.call(handle, "getHandlesAndOffsets")) {
        Tuple2<?, ?> pair = (Tuple2<?, ?>) each;
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("offset", pair.f1);
        place.put("handle", stream((StreamStateHandle) pair.f0));
        handles.add(place);
      }
      answer.put("handles", handles);
    } else if (kind.equals("InMemoryChangelogStateHandle")) {
      for (String end : new String[] {"from", "to"}) {
        answer.put(end, Map.of("number", Reflection.field(Reflection.field(handle, end), "number")));
      }
      answer.put("changes", ((Collection<?>) Reflection.call(handle, "getChanges")).size());
    } else {
      throw new IllegalArgumentException("a keyed handle of " + handle.getClass());
    }
    return answer;
  }

  Map<String, Object> channelState(StateObject handle) throws Exception {
    Map<String, Object> answer = head(handle);
    answer.put("subtaskIndex", Reflection.call(handle, "getSubtaskIndex"));
    answer.put("delegate", stream((StreamStateHandle) Reflection.call(handle, "getDelegate")));
    if (handle.getClass().getSimpleName().startsWith("Merged")) {
      byte[] offsets = (byte[]) Reflection.call(handle, "getSerializedChannelOffsets");
      answer.put("serializedChannelOffsetsBytes", offsets.length);
    } else {
      answer.put("info", Reflection.call(handle, "getInfo").toString());
      answer.put("offsets", Reflection.call(handle, "getOffsets"));
    }
    return answer;
  }

  /** What a handle or a part of a snapshot added: from 1.15 on. */
  static void checkpointedSize(Map<String, Object> answer, Object owner) throws Exception {
    if (Reflection.has(owner, "getCheckpointedSize")) {
      answer.put("checkpointedSize", Reflection.call(owner, "getCheckpointedSize"));
    }
  }

  static Map<String, Object> content(String name, byte[] bytes) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", name);
    content.put("base64", Base64.getEncoder().encodeToString(bytes));
    return content;
  }

  private static Map<String, Object> head(StateObject handle) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("class", handle.getClass().getName());
    answer.put("stateSize", handle.getStateSize());
    return answer;
  }

  private void file(String kind, String path, Long startPos, StreamStateHandle handle) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("kind", kind);
    file.put("path", path);
    if (startPos != null) file.put("startPos", startPos);
    file.put("size", handle.getStateSize());
    files.put(kind + ":" + path + "#" + startPos, file);
  }

  private void keyGroups(Map<String, Object> answer, KeyGroupsStateHandle handle) throws Exception {
    KeyGroupRangeOffsets groups = handle.getGroupRangeOffsets();
    range(answer, groups.getKeyGroupRange());
    List<Object> offsets = new ArrayList<>();
    for (int group : groups.getKeyGroupRange()) offsets.add(groups.getKeyGroupOffset(group));
    answer.put("offsets", offsets);
    answer.put("delegate", stream(handle.getDelegateStateHandle()));
  }

  private static void range(Map<String, Object> answer, KeyGroupRange range) {
    answer.put("startKeyGroup", range.getStartKeyGroup());
    answer.put("endKeyGroup", range.getEndKeyGroup());
  }

  private static void stateHandleId(Map<String, Object> answer, KeyedStateHandle handle) throws Exception {
    // From 1.15 on.
    if (!Reflection.has(handle, "getStateHandleId")) return;
    answer.put("stateHandleId", Reflection.call(Reflection.call(handle, "getStateHandleId"), "getKeyString"));
  }

  private List<Object> keyedStates(Object handles) throws Exception {
    List<Object> answers = new ArrayList<>();
    for (Object handle : (Collection<?>) handles) answers.add(keyedState((KeyedStateHandle) handle));
    return answers;
  }

  /** By name: their order is that of a hash map. A map up to 1.15, a list after. */
  private List<Map<String, Object>> localFiles(Object files) throws Exception {
    List<Map<String, Object>> answers = new ArrayList<>();
    Collection<?> each = files instanceof Map ? ((Map<?, ?>) files).entrySet() : (Collection<?>) files;
    for (Object file : each) {
      boolean entry = file instanceof Map.Entry;
      Object name = entry ? ((Map.Entry<?, ?>) file).getKey() : Reflection.call(file, "getLocalPath");
      Object handle = entry ? ((Map.Entry<?, ?>) file).getValue() : Reflection.call(file, "getHandle");
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("localName", name instanceof String ? name : Reflection.call(name, "getKeyString"));
      answer.put("handle", stream((StreamStateHandle) handle));
      answers.add(answer);
    }
    answers.sort(Comparator.comparing((answer) -> (String) answer.get("localName")));
    return answers;
  }

  private static List<Object> list(long[] numbers) {
    List<Object> list = new ArrayList<>();
    Arrays.stream(numbers).forEach(list::add);
    return list;
  }
}
