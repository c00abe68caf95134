import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.ApplicationID;
import org.apache.flink.client.deployment.application.PackagedProgramApplicationEntry;
import org.apache.flink.client.program.JarInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.blob.PermanentBlobKey;

/**
 * Writes a submittedApplication… file as a JobManager of 2.3 and later does: the tier's jobs are no applications.
 * Arguments: FILE ID NAME.
 */
public class WriteApplication {
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("parallelism.default", "2");
    JarInfo jar = new JarInfo("orders.jar", new PermanentBlobKey());
    String[] jobArguments = {"--name", arguments[2]};
    ApplicationID id = ApplicationID.fromHexString(arguments[1]);
    PackagedProgramApplicationEntry entry =
        new PackagedProgramApplicationEntry(
            configuration, jar, "OrdersJob", jobArguments, id, arguments[2], 1, 1, true, false, false);
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      out.writeObject(entry);
    }
  }
}
