import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.state.RetrievableStreamStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * Reads Flink's own files with Flink's own classes, as the word to compare with. Compiled against the jars of the
 * release that wrote them. Each line of stdin asks one thing, each line of stdout answers it as JSON:
 *
 *   handle BASE64       the value of a checkpointID-…, jobGraph-…, executionPlan-… or application-… key of an HA ConfigMap
 *   checkpoint FILE     a completedCheckpoint… file
 *   metadata FILE       a _metadata file
 *   submitted FILE      a submittedJobGraph…, submittedExecutionPlan… or submittedApplication… file
 *   result FILE         a job's entry in the job result store, from 1.15 on
 */
public class ReadState {
  public static void main(String[] arguments) throws Exception {
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String what = line.substring(0, line.indexOf(' ')), value = line.substring(line.indexOf(' ') + 1);
      boolean isFile = !what.equals("handle");
      byte[] bytes = isFile ? Files.readAllBytes(Path.of(value)) : Base64.getDecoder().decode(value);
      System.out.println(Json.of(answer(what, bytes, value)));
    }
  }

  static Map<String, Object> answer(String what, byte[] bytes, String name) throws Exception {
    switch (what) {
      case "handle": return handle(bytes);
      case "checkpoint": return Snapshots.completedCheckpoint((CompletedCheckpoint) read(bytes), bytes.length);
      case "metadata": return Snapshots.metadata(bytes, name);
      case "submitted": return submitted(bytes);
      case "result": return JobResults.result(bytes);
      default: throw new IllegalArgumentException("unknown request " + what);
    }
  }

  static Map<String, Object> handle(byte[] bytes) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    Object root = read(bytes), retrievable = root;
    answer.put("bytes", bytes.length);
    answer.put("class", root.getClass().getName());
    // Bare up to 1.14.
    if (root.getClass().getSimpleName().equals("StateHandleWithDeleteMarker")) {
      retrievable = Reflection.field(root, "inner");
      answer.put("markedForDeletion", Reflection.field(root, "markedForDeletion"));
      answer.put("innerClass", retrievable.getClass().getName());
    }
    RetrievableStreamStateHandle<?> pointer = (RetrievableStreamStateHandle<?>) retrievable;
    StreamStateHandle stream = (StreamStateHandle) Reflection.field(pointer, "wrappedStreamStateHandle");
    Map<String, Object> described = new StateHandles().stream(stream);
    answer.put("handleClass", described.get("class"));
    answer.put("filePath", described.get("filePath"));
    answer.put("stateSize", described.get("stateSize"));
    return answer;
  }

  static Map<String, Object> submitted(byte[] bytes) throws Exception {
    Object job = read(bytes);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("bytes", bytes.length);
    answer.put("class", job.getClass().getName());
    boolean isApplication = job.getClass().getSimpleName().equals("PackagedProgramApplicationEntry");
    answer.put("name", isApplication ? Reflection.field(job, "applicationName") : Reflection.call(job, "getName"));
    if (Reflection.hasField(job, "applicationId")) {
      Object applicationId = Reflection.field(job, "applicationId");
      if (applicationId != null) answer.put("applicationId", applicationId.toString());
    }
    if (isApplication) return answer;
    answer.put("jobId", Reflection.call(job, "getJobID").toString());
    answer.put("jobType", Reflection.call(job, "getJobType").toString());
    // Only a job graph is made of vertices yet.
    if (Reflection.has(job, "getNumberOfVertices")) {
      answer.put("vertices", Reflection.call(job, "getNumberOfVertices"));
      answer.put("maximumParallelism", Reflection.call(job, "getMaximumParallelism"));
    }
    answer.put("restore", restore(Reflection.call(job, "getSavepointRestoreSettings")));
    return answer;
  }

  static Map<String, Object> restore(Object settings) throws Exception {
    if (!(Boolean) Reflection.call(settings, "restoreSavepoint")) return null;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("path", Reflection.call(settings, "getRestorePath"));
    answer.put("allowNonRestoredState", Reflection.call(settings, "allowNonRestoredState"));
    // From 1.15 on, renamed in 2.0.
    answer.put("claimMode", null);
    for (String getter : new String[] {"getRestoreMode", "getRecoveryClaimMode"}) {
      if (Reflection.has(settings, getter)) answer.put("claimMode", Reflection.call(settings, getter).toString());
    }
    return answer;
  }

  static Object read(byte[] bytes) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      Object root = in.readObject();
      if (in.read() != -1) throw new IllegalStateException("bytes left over behind " + root.getClass());
      return root;
    }
  }
}
