import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** What the releases do not have alike, or keep private. */
final class Reflection {
  private Reflection() {}

  /** A method without parameters, of the object's class or of one above it. */
  static Object call(Object object, String name) throws ReflectiveOperationException {
    Method method = method(object, name);
    if (method == null) throw new NoSuchMethodException(object.getClass() + "." + name);
    method.setAccessible(true);
    return method.invoke(object);
  }

  static boolean has(Object object, String name) {
    return method(object, name) != null;
  }

  static Object field(Object object, String name) throws ReflectiveOperationException {
    Field field = declared(object, name);
    if (field == null) throw new NoSuchFieldException(object.getClass() + "." + name);
    field.setAccessible(true);
    return field.get(object);
  }

  static boolean hasField(Object object, String name) {
    return declared(object, name) != null;
  }

  private static Method method(Object object, String name) {
    for (Method method : object.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == 0 && !method.isBridge()) return method;
    }
    for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) return method;
      }
    }
    return null;
  }

  private static Field declared(Object object, String name) {
    for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) if (field.getName().equals(name)) return field;
    }
    return null;
  }
}
