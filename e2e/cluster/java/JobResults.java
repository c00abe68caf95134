import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.util.SerializedThrowable;
import org.apache.flink.util.SerializedValue;

/** Entries of the job result store, read as the store itself reads them. */
final class JobResults {
  private static final String ENTRY = "org.apache.flink.runtime.highavailability.FileSystemJobResultStore$JsonJobResultEntry";

  private JobResults() {}

  static Map<String, Object> result(byte[] bytes) throws Exception {
    Object entry = new ObjectMapper().readValue(bytes, Class.forName(ENTRY));
    Object result = Reflection.call(entry, "getJobResult");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jobId", Reflection.call(result, "getJobId").toString());
    answer.put("status", status(result));
    answer.put("netRuntimeMs", Reflection.call(result, "getNetRuntime"));
    // What 2.3 adds.
    answer.put("name", added(result, "getJobName"));
    answer.put("applicationId", added(result, "getApplicationId"));
    answer.put("startTime", added(result, "getStartTime"));
    answer.put("endTime", added(result, "getEndTime"));
    List<Object> accumulators = new ArrayList<>();
    for (Map.Entry<?, ?> each : ((Map<?, ?>) Reflection.call(result, "getAccumulatorResults")).entrySet()) {
      Map<String, Object> accumulator = new LinkedHashMap<>();
      accumulator.put("name", each.getKey());
      byte[] value = ((SerializedValue<?>) each.getValue()).getByteArray();
      accumulator.put("base64Chars", Base64.getEncoder().encodeToString(value).length());
      accumulators.add(accumulator);
    }
    answer.put("accumulators", accumulators);
    Optional<?> failure = (Optional<?>) Reflection.call(result, "getSerializedThrowable");
    answer.put("causes", failure.isPresent() ? causes((SerializedThrowable) failure.get()) : null);
    return answer;
  }

  /** Up to 2.2 a job has the status of an application. */
  static String status(Object result) throws Exception {
    if (Reflection.has(result, "getApplicationStatus")) return Reflection.call(result, "getApplicationStatus").toString();
    Optional<?> status = (Optional<?>) Reflection.call(result, "getJobStatus");
    if (!status.isPresent()) return "UNKNOWN";
    return status.get().toString().equals("FINISHED") ? "SUCCEEDED" : status.get().toString();
  }

  static Object added(Object result, String getter) throws Exception {
    if (!Reflection.has(result, getter)) return null;
    Object value = Reflection.call(result, getter);
    if (value instanceof Optional) value = ((Optional<?>) value).orElse(null);
    return value == null || value instanceof Long ? value : value.toString();
  }

  static List<Object> causes(SerializedThrowable failure) {
    List<Object> causes = new ArrayList<>();
    for (Throwable each = failure; each instanceof SerializedThrowable; each = each.getCause()) {
      Map<String, Object> cause = new LinkedHashMap<>();
      cause.put("className", ((SerializedThrowable) each).getOriginalErrorClassName());
      cause.put("message", each.getMessage());
      causes.add(cause);
    }
    return causes;
  }
}
