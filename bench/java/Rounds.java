import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Calls something until the compiler has had its time, then measures. Prints, as JSON: the milliseconds of the very first
 * call, those of the measured rounds, what the last result comes to, and the most memory that the process had.
 */
public class Rounds {
  static final long WARM_UP_NANOS = 3_000_000_000L, MEASURED_NANOS = 1_500_000_000L;
  static final int LEAST_ROUNDS = 5;

  static <T> void measure(Callable<T> read, ToLongFunction<T> sum) throws Exception {
    double coldMs = rounds(read, 0, 1).get(0);
    rounds(read, WARM_UP_NANOS, LEAST_ROUNDS);
    List<Double> ms = rounds(read, MEASURED_NANOS, LEAST_ROUNDS);
    String times = ms.stream().map(String::valueOf).collect(Collectors.joining(","));
    System.out.printf(
        "{\"coldMs\":%s,\"ms\":[%s],\"sum\":%d,\"peakMb\":%d}%n", coldMs, times, sum.applyAsLong(read.call()), peakMb());
  }

  static <T> List<Double> rounds(Callable<T> read, long leastNanos, int leastRounds) throws Exception {
    List<Double> ms = new ArrayList<>();
    long begin = System.nanoTime();
    while (ms.size() < leastRounds || System.nanoTime() - begin < leastNanos) {
      long start = System.nanoTime();
      T result = read.call();
      ms.add((System.nanoTime() - start) / 1e6);
      if (result == null) throw new IllegalStateException("nothing was read");
    }
    return ms;
  }

  static long peakMb() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
    return 0;
  }
}
