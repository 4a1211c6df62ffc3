package dev.holdfast.acceptance.terraform;

import dev.holdfast.resources.registry.Families;
import dev.holdfast.server.ReattachServer;
import dev.holdfast.simulator.clock.RealClock;
import dev.holdfast.simulator.clock.SimulatorClock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/// A test in which the real Terraform drives a family of types against a simulated server in
/// simulated time.
///
/// @param <S> the simulator
public abstract class SimulatedTest<S extends AutoCloseable> {

  private static final String REQUIRED =
      """
      terraform {
        required_providers {
          %1$s = { source = "holdfast/%1$s" }
        }
      }
      """;

  /// How much faster than ours the time of the server passes where providers have their own.
  private static final double SPEED = 4;

  private final Optional<RealClock> clock;
  private final S simulator;

  /// The environment of the provider; looked at whenever Terraform configures it.
  protected final Map<String, String> environment = new ConcurrentHashMap<>();

  protected final SimulatedPacer pacer;
  protected final Families families;
  protected final ReattachServer server;
  protected final Workspace terraform;

  /// @param start starts the simulator; in its own time when there is no clock
  /// @param time the simulator's time
  /// @param access the environment variables by which the provider finds the simulator
  protected SimulatedTest(
      String family,
      Function<Optional<RealClock>, S> start,
      Function<S, SimulatorClock> time,
      Function<S, Map<String, String>> access) {
    clock = Published.external() ? Optional.of(RealClock.start(SPEED)) : Optional.empty();
    simulator = start.apply(clock);
    environment.putAll(access.apply(simulator));
    pacer = new SimulatedPacer(time.apply(simulator));
    families = new Families(name -> Optional.ofNullable(environment.get(name)), pacer);
    server = Serving.holdfast(families.named(family));
    terraform =
        Workspace.traced(Published.orElse(() -> Providers.running(server)))
            .with(environment)
            .file("versions.tf", REQUIRED.formatted(family));
  }

  protected final S simulator() {
    return simulator;
  }

  /// Ends everything, then looks at what the simulator has noted.
  @AfterEach
  final void close() throws Exception {
    terraform.close();
    server.close();
    simulator.close();
    clock.ifPresent(RealClock::close);
    audit();
  }

  /// Looks at what the simulator has noted of the whole test.
  protected abstract void audit();
}
