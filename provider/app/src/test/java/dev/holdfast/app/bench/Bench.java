package dev.holdfast.app.bench;

import dev.holdfast.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Entry point of `make bench`.
final class Bench {

  private Bench() {}

  /// @param arguments where the provider is installed; its executable; one that starts the same
  ///   jars on the build's own JDK without any flags; a scratch folder; and the file to write
  public static void main(String[] arguments) throws IOException {
    Path prefix = Path.of(arguments[0]);
    Path executable = Path.of(arguments[1]);
    Path stock = Path.of(arguments[2]);
    Path scratch = Files.createDirectories(Path.of(arguments[3]));
    Report report = new Report();
    new StartBench()
        .run(
            report,
            new StartBench.Way("package with cache", executable, Map.of()),
            new StartBench.Way("plain JVM", executable, Map.of("HOLDFAST_JVM", "plain")),
            new StartBench.Way("plain JVM of the JDK", stock, Map.of()));
    try (Lab lab = Lab.start(0)) {
      new PlanBench(scratch, prefix, lab.environment().variables()).run(report);
    }
    report.write(Path.of(arguments[4]));
  }
}
