import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;

/** Maps, collections, numbers, texts and null as JSON in one line. */
final class Json {
  private Json() {}

  static String of(Object value) {
    if (value instanceof Map) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      ((Map<?, ?>) value).forEach((name, each) -> members.add(quoted(String.valueOf(name)) + ":" + of(each)));
      return members.toString();
    }
    if (value instanceof Collection) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      ((Collection<?>) value).forEach((each) -> elements.add(of(each)));
      return elements.toString();
    }
    if (value == null || value instanceof Number || value instanceof Boolean) return String.valueOf(value);
    if (value instanceof String) return quoted((String) value);
    throw new IllegalArgumentException("no JSON for " + value.getClass());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : text.toCharArray()) {
      if (each == '"' || each == '\\') quoted.append('\\').append(each);
      else if (each < ' ' || each > '~') quoted.append(String.format("\\u%04x", (int) each));
      else quoted.append(each);
    }
    return quoted.append('"').toString();
  }
}
