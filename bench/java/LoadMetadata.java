import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/** Times Flink's loader on a `_metadata` file whose bytes are in memory. What it read is told by the sum of its state. */
public class LoadMetadata {
  public static void main(String[] arguments) throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
    Rounds.measure(() -> load(bytes, arguments[0]), LoadMetadata::stateBytes);
  }

  /** Files beside `_metadata` are resolved against its folder, which the loader looks for. */
  static CheckpointMetadata load(byte[] bytes, String file) throws Exception {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return Checkpoints.loadCheckpointMetadata(in, LoadMetadata.class.getClassLoader(), file);
  }

  static long stateBytes(CheckpointMetadata metadata) {
    return metadata.getOperatorStates().stream().mapToLong(OperatorState::getStateSize).sum();
  }
}
