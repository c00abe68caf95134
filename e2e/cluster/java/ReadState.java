import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * Reads Flink's own files with Flink's own classes, as the word to compare with. Compiled against the jars of the
 * release that wrote them. Each line of stdin asks one thing, each line of stdout answers it as JSON:
 *
 *   handle BASE64       the value of a checkpointID-… key of an HA ConfigMap
 *   checkpoint FILE     a completedCheckpoint… file
 *   metadata FILE       a _metadata file
 */
public class ReadState {
  public static void main(String[] arguments) throws Exception {
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String what = line.substring(0, line.indexOf(' ')), value = line.substring(line.indexOf(' ') + 1);
      switch (what) {
        case "handle": System.out.println(json(handle(value))); break;
        case "checkpoint": System.out.println(json(checkpoint(value))); break;
        case "metadata": System.out.println(json(metadata(value))); break;
        default: throw new IllegalArgumentException("unknown request " + what);
      }
    }
  }

  static Map<String, Object> handle(String base64) throws Exception {
    Object root = read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    boolean marker = root.getClass().getSimpleName().equals("StateHandleWithDeleteMarker");
    Object retrievable = marker ? field(root, "inner") : root;
    StreamStateHandle stream = (StreamStateHandle) field(retrievable, "wrappedStreamStateHandle");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("path", ((FileStateHandle) stream).getFilePath().toUri().toString());
    answer.put("sizeBytes", stream.getStateSize());
    answer.put("markedForDeletion", marker && (Boolean) field(root, "markedForDeletion"));
    return answer;
  }

  static Map<String, Object> checkpoint(String file) throws Exception {
    CompletedCheckpoint checkpoint = (CompletedCheckpoint) read(new FileInputStream(file));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jobId", checkpoint.getJobId().toString());
    answer.put("checkpointId", checkpoint.getCheckpointID());
    answer.put("triggeredAt", checkpoint.getTimestamp());
    answer.put("completedAt", (Long) field(checkpoint, "completionTimestamp"));
    answer.put("path", checkpoint.getExternalPointer());
    answer.put("metadataBytes", checkpoint.getMetadataHandle().getStateSize());
    sizes(answer, checkpoint.getOperatorStates().values());
    return answer;
  }

  static Map<String, Object> metadata(String file) throws Exception {
    try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
      CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(in, ReadState.class.getClassLoader(), file);
      if (in.read() != -1) throw new IllegalStateException("bytes left over in " + file);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("checkpointId", metadata.getCheckpointId());
      answer.put("masterStates", (long) metadata.getMasterStates().size());
      sizes(answer, metadata.getOperatorStates());
      return answer;
    }
  }

  static void sizes(Map<String, Object> answer, Collection<OperatorState> operators) {
    long state = 0, coordinator = 0;
    for (OperatorState operator : operators) {
      state += operator.getStateSize();
      if (operator.getCoordinatorState() != null) coordinator += operator.getCoordinatorState().getStateSize();
    }
    answer.put("operators", (long) operators.size());
    answer.put("stateBytes", state);
    answer.put("coordinatorBytes", coordinator);
  }

  static Object read(InputStream bytes) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(bytes)) {
      Object root = in.readObject();
      if (in.read() != -1) throw new IllegalStateException("bytes left over behind " + root.getClass());
      return root;
    }
  }

  /** The classes keep what is compared private, or are themselves. */
  static Object field(Object object, String name) throws Exception {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  static String json(Map<String, Object> object) {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<String, Object> entry : object.entrySet()) {
      if (text.length() > 1) text.append(',');
      text.append('"').append(entry.getKey()).append("\":");
      Object value = entry.getValue();
      if (value instanceof String) text.append('"').append(((String) value).replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      else text.append(value);
    }
    return text.append('}').toString();
  }
}
