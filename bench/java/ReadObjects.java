import java.io.ByteArrayInputStream;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Times ObjectInputStream on bytes in memory. Arguments: `stream FILE`, a Java serialization stream of a map; or `lines
 * FILE`, values of an HA ConfigMap in Base64, one a line. What it read is told by the number of entries or values.
 */
public class ReadObjects {
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("stream")) {
      byte[] bytes = Files.readAllBytes(file);
      Rounds.measure(() -> (Map<?, ?>) read(bytes), Map::size);
    } else {
      List<String> values = Files.readAllLines(file);
      Rounds.measure(() -> readAll(values), count -> count);
    }
  }

  static int readAll(List<String> values) throws Exception {
    int read = 0;
    for (String value : values) if (read(Base64.getDecoder().decode(value)) != null) read++;
    return read;
  }

  static Object read(byte[] bytes) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }
}
