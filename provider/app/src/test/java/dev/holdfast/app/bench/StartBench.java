package dev.holdfast.app.bench;

import dev.holdfast.proto.tfplugin6.GetMetadata;
import dev.holdfast.server.process.HostedPlugin;
import dev.holdfast.server.process.PluginClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Process start to handshake with a client certificate, and the wait at exit, for each way to
/// start the same program. The ways take turns, so that a busy moment meets them all.
final class StartBench {

  private static final int WARM_UP = 2;
  private static final int ROUNDS = 11;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// One way to start the program.
  ///
  /// @param environment what is added to the environment
  record Way(String name, Path executable, Map<String, String> environment) {}

  private final Map<String, Median> starts = new LinkedHashMap<>();
  private final Map<String, Median> exits = new LinkedHashMap<>();

  void run(Report report, Way packaged, Way plain, Way stock) {
    PluginClient.Identity identity = PluginClient.Identity.create();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Way way : new Way[] {packaged, plain, stock}) {
        measure(way, identity, round >= 0);
      }
    }
    Measurement plainStart = report.add(start(plain));
    Measurement stockStart = report.add(start(stock));
    report.add(start(packaged).beside(plainStart));
    report.add(
        Measurement.of("handshake, " + packaged.name() + " again", start(packaged).value(), "ms")
            .beside(stockStart));
    Measurement plainExit = report.add(exit(plain));
    report.add(exit(packaged).beside(plainExit));
  }

  private Measurement start(Way way) {
    return Measurement.of("handshake, " + way.name(), of(starts, way).value(), "ms");
  }

  private Measurement exit(Way way) {
    return Measurement.of("wait at exit, " + way.name(), of(exits, way).value(), "ms");
  }

  private static Median of(Map<String, Median> medians, Way way) {
    return medians.computeIfAbsent(way.name(), _ -> new Median());
  }

  private void measure(Way way, PluginClient.Identity identity, boolean counts) {
    try (HostedPlugin plugin =
        HostedPlugin.start(
            List.of(way.executable().toString()),
            identity,
            way.environment(),
            ProcessBuilder.Redirect.DISCARD)) {
      // Connected and warm, as at the end of a walk, so that the end alone is measured.
      var _ = plugin.provider().getMetadata(GetMetadata.Request.getDefaultInstance());
      Duration exit = plugin.shutdown(PATIENCE);
      if (counts) {
        of(starts, way).add(plugin.startTime());
        of(exits, way).add(exit);
      }
    }
  }
}
