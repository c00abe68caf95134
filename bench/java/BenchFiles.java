import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.RetrievableStreamStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.util.InstantiationUtil;

/**
 * Writes the files of the benchmark with Flink's own writers. Arguments, four for each file: KIND OPERATORS PARALLELISM
 * FILE, where KIND is
 *
 *   rocksdb      `_metadata`: incremental, most files shared, some hundred bytes of each subtask in line
 *   inline       `_metadata`: heap state below the threshold
 *   objects      a Java serialization stream of the operator states of `rocksdb`, as an HA file holds them
 *   config-map   OPERATORS values of an HA ConfigMap, Base64, one a line
 *
 * Prints for each file its handles that name files, its handles in line and their bytes, as JSON.
 */
public class BenchFiles {
  static final String CHECKPOINTS = "s3://acme-flink-state/checkpoints/5e20cb6b0f357591171dfcca2eea09de/";
  static final String EXCLUSIVE = CHECKPOINTS + "chk-1847/";
  static final String SHARED = CHECKPOINTS + "shared/";
  static final int SHARED_FILES_PER_SUBTASK = 60;
  static final int MAX_PARALLELISM = 1024;

  // The same files on every run.
  static final Random random = new Random(42);
  static long files, inlineHandles, inlineBytes;

  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i < arguments.length; i += 4) {
      files = inlineHandles = inlineBytes = 0;
      write(arguments[i], Integer.parseInt(arguments[i + 1]), Integer.parseInt(arguments[i + 2]), arguments[i + 3]);
      System.out.printf("{\"files\":%d,\"inlineHandles\":%d,\"inlineBytes\":%d}%n", files, inlineHandles, inlineBytes);
    }
  }

  static void write(String kind, int operators, int parallelism, String file) throws Exception {
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file), 1 << 20))) {
      if (kind.equals("config-map")) {
        for (int i = 0; i < operators; i++) out.writeBytes(haValue() + "\n");
      } else if (kind.equals("objects")) {
        Map<OperatorID, OperatorState> states = new HashMap<>();
        for (OperatorState state : states("rocksdb", operators, parallelism)) states.put(state.getOperatorID(), state);
        InstantiationUtil.serializeObject(out, states);
      } else {
        CheckpointProperties properties =
            CheckpointProperties.forCheckpoint(CheckpointRetentionPolicy.RETAIN_ON_CANCELLATION);
        List<OperatorState> states = states(kind, operators, parallelism);
        Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(1847, states, List.of(), properties), out);
      }
    }
  }

  static List<OperatorState> states(String kind, int operators, int parallelism) {
    List<OperatorState> states = new ArrayList<>();
    for (int i = 0; i < operators; i++) {
      OperatorID id = new OperatorID(random.nextLong(), random.nextLong());
      OperatorState state = new OperatorState("keyed process " + i, "process-" + i, id, parallelism, MAX_PARALLELISM);
      for (int subtask = 0; subtask < parallelism; subtask++) {
        KeyGroupRange range =
            KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(MAX_PARALLELISM, parallelism, subtask);
        OperatorSubtaskState.Builder builder = OperatorSubtaskState.builder();
        builder.setManagedKeyedState(kind.equals("rocksdb") ? rocksDb(range) : heap(range));
        builder.setManagedOperatorState(listState());
        state.putState(subtask, builder.build());
      }
      states.add(state);
    }
    return states;
  }

  /** What `KubernetesStateHandleStore` puts under a key; its wrapper is private. */
  static String haValue() throws Exception {
    String name = String.format("completedCheckpoint%012x", random.nextLong() & 0xffffffffffffL);
    FileStateHandle file = new FileStateHandle(new Path("s3://acme-flink-state/ha/orders/" + name), 14_000);
    Class<?> marker =
        Class.forName(
            "org.apache.flink.kubernetes.highavailability.KubernetesStateHandleStore$StateHandleWithDeleteMarker");
    Constructor<?> wrap = marker.getDeclaredConstructors()[0];
    wrap.setAccessible(true);
    Object value = wrap.newInstance(new RetrievableStreamStateHandle<>(file));
    return Base64.getEncoder().encodeToString(InstantiationUtil.serializeObject(value));
  }

  static KeyedStateHandle rocksDb(KeyGroupRange range) {
    List<HandleAndLocalPath> shared = new ArrayList<>();
    int firstFile = 10 + random.nextInt(9000);
    for (int i = 0; i < SHARED_FILES_PER_SUBTASK; i++) {
      StreamStateHandle sst = new FileStateHandle(new Path(SHARED + uuid()), 1_000_000 + random.nextInt(60_000_000));
      shared.add(HandleAndLocalPath.of(sst, String.format("%06d.sst", firstFile + i)));
      files++;
    }
    List<HandleAndLocalPath> ownFiles = new ArrayList<>();
    ownFiles.add(HandleAndLocalPath.of(relative(21_400), String.format("OPTIONS-%06d", firstFile - 2)));
    ownFiles.add(HandleAndLocalPath.of(inline(16), "CURRENT"));
    ownFiles.add(HandleAndLocalPath.of(inline(400), String.format("MANIFEST-%06d", firstFile - 3)));
    return new IncrementalRemoteKeyedStateHandle(uuid(), range, 1847, shared, ownFiles, relative(23_100), 3_000_000);
  }

  static KeyedStateHandle heap(KeyGroupRange range) {
    long[] offsets = new long[range.getNumberOfKeyGroups()];
    for (int i = 0; i < offsets.length; i++) offsets[i] = 600L + i * 4000L;
    return new KeyGroupsStateHandle(new KeyGroupRangeOffsets(range, offsets), inline(15_000));
  }

  static OperatorStateHandle listState() {
    long[] offsets = {90, 110, 130, 150};
    OperatorStateHandle.StateMetaInfo info =
        new OperatorStateHandle.StateMetaInfo(offsets, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE);
    return new OperatorStreamStateHandle(Map.of("buffered-elements", info), inline(170));
  }

  static StreamStateHandle relative(int size) {
    files++;
    String name = uuid().toString();
    return new RelativeFileStateHandle(new Path(EXCLUSIVE + name), name, size);
  }

  static StreamStateHandle inline(int size) {
    inlineHandles++;
    inlineBytes += size;
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return new ByteStreamStateHandle(EXCLUSIVE + uuid(), bytes);
  }

  static UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
