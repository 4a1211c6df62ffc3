package dev.holdfast.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Collects measurements, prints each as it comes, and writes them all as JSON.
final class Report {

  private final List<Measurement> measurements = new ArrayList<>();

  Measurement add(Measurement measurement) {
    measurements.add(measurement);
    System.out.println(line(measurement));
    return measurement;
  }

  private static String line(Measurement measurement) {
    String comparison =
        measurement.comparedWith().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, "%5.2f x %s", measurement.ratio(), measurement.comparedWith());
    return String.format(
            Locale.ROOT,
            "  %-46s %9.1f %-4s %s",
            measurement.name(),
            measurement.value(),
            measurement.unit(),
            comparison)
        .stripTrailing();
  }

  void write(Path file) {
    JsonMapper mapper = JsonMapper.shared();
    ArrayNode array = mapper.createArrayNode();
    for (Measurement measurement : measurements) {
      array
          .addObject()
          .put("name", measurement.name())
          .put("value", Math.round(measurement.value() * 10) / 10.0)
          .put("unit", measurement.unit())
          .put("compared_with", measurement.comparedWith())
          .put("ratio", Math.round(measurement.ratio() * 1000) / 1000.0);
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
