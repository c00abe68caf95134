import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;

/**
 * Lists every option that classes of the given jars declare as a constant, one a line as JSON: its key, the class of its
 * values, whether it is a list of them, the constants of an enum, its default as text where it has a plain one, and the
 * other keys it is read from.
 */
public final class ListOptions {
  private ListOptions() {}

  public static void main(String[] jars) throws Exception {
    Map<String, Map<String, Object>> options = new TreeMap<>();
    for (String jar : jars) {
      try (JarFile file = new JarFile(jar)) {
        for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
          String name = entries.nextElement().getName();
          if (!name.startsWith("org/apache/flink/") || !name.endsWith(".class") || name.contains("/shaded/")) continue;
          declaredIn(name.substring(0, name.length() - ".class".length()).replace('/', '.'), options);
        }
      }
    }
    options.values().forEach((option) -> System.out.println(Json.of(option)));
  }

  private static void declaredIn(String className, Map<String, Map<String, Object>> options) {
    Field[] fields;
    try {
      fields = Class.forName(className, false, ListOptions.class.getClassLoader()).getDeclaredFields();
    } catch (LinkageError | ClassNotFoundException absent) {
      // Of optional dependencies.
      return;
    }
    for (Field field : fields) {
      if (!Modifier.isStatic(field.getModifiers()) || field.getType() != ConfigOption.class) continue;
      try {
        field.setAccessible(true);
        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
        if (option != null) options.put(option.key(), described(option));
      } catch (LinkageError | ReflectiveOperationException absent) {
        return;
      }
    }
  }

  private static Map<String, Object> described(ConfigOption<?> option) throws ReflectiveOperationException {
    Class<?> type = (Class<?>) read(option, "clazz");
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("key", option.key());
    described.put("type", type.isEnum() ? "enum" : type.getSimpleName());
    described.put("isList", read(option, "isList"));
    List<String> choices = new ArrayList<>();
    if (type.isEnum()) for (Object each : type.getEnumConstants()) choices.add(String.valueOf(each));
    described.put("choices", choices);
    Object value = option.defaultValue();
    boolean isPlain = value instanceof Boolean || value instanceof Number || value instanceof String;
    described.put("hasDefault", option.hasDefaultValue());
    described.put("default", isPlain ? String.valueOf(value) : null);
    List<List<Object>> otherKeys = new ArrayList<>();
    for (FallbackKey other : option.fallbackKeys()) otherKeys.add(Arrays.asList(other.getKey(), other.isDeprecated()));
    described.put("otherKeys", otherKeys);
    return described;
  }

  private static Object read(ConfigOption<?> option, String name) throws ReflectiveOperationException {
    Field field = ConfigOption.class.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(option);
  }
}
