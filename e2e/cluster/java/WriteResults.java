import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collections;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.highavailability.FileSystemJobResultStore;
import org.apache.flink.runtime.highavailability.JobResultEntry;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedThrowable;
import org.apache.flink.util.SerializedValue;

/**
 * Has the store of Flink 1.19 and later write entries for jobs that ended in each way: those of the tier leave none, or run.
 * Argument: the folder of the store. The first is cleaned up, so that its name is another.
 */
public class WriteResults {
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("job-result-store.storage-path", arguments[0]);
    configuration.setString("job-result-store.delete-on-commit", "false");
    FileSystemJobResultStore store = FileSystemJobResultStore.fromConfiguration(configuration, Runnable::run);

    JobResult finished = result("FINISHED", "SUCCEEDED").accumulatorResults(Collections.singletonMap(
        "rows of Zürich", new SerializedValue<>(OptionalFailure.of((Object) 42L)))).build();
    IOException cause = new IOException("No space left on device");
    Throwable failure = new IllegalStateException("Exceeded checkpoint tolerable failure threshold.", cause);
    JobResult failed = result("FAILED", "FAILED").serializedThrowable(new SerializedThrowable(failure)).build();
    JobResult cancelled = result("CANCELED", "CANCELED").build();

    for (JobResult result : new JobResult[] {finished, failed, cancelled}) {
      store.createDirtyResultAsync(new JobResultEntry(result)).get();
    }
    store.markResultAsCleanAsync(finished.getJobId()).get();
  }

  /** What 2.3 adds is given to it, and it takes the state of the job for that of an application. */
  static JobResult.Builder result(String state, String applicationState) throws Exception {
    JobResult.Builder builder = new JobResult.Builder().jobId(new JobID()).netRuntime(61_000);
    for (Method method : JobResult.Builder.class.getMethods()) {
      switch (method.getName()) {
        case "applicationStatus": method.invoke(builder, named(method, applicationState)); break;
        case "jobStatus": method.invoke(builder, named(method, state)); break;
        case "jobName": method.invoke(builder, "orders of Zürich"); break;
        case "startTime": method.invoke(builder, 1_700_000_000_000L); break;
        case "endTime": method.invoke(builder, 1_700_000_061_000L); break;
        default: break;
      }
    }
    return builder;
  }

  static Object named(Method setter, String constant) throws Exception {
    return setter.getParameterTypes()[0].getField(constant).get(null);
  }
}
