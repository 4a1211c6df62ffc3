package dev.holdfast.lab;

import dev.holdfast.simulator.clock.RealClock;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import dev.holdfast.simulator.proxmox.RecordedRequest;
import dev.holdfast.simulator.proxmox.TaskTimes;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// A simulated cluster of two nodes in real time, with a template to clone and a token to use.
public final class Lab implements AutoCloseable {

  /// The nodes.
  public static final List<String> NODES = List.of("pve1", "pve2");

  static final String DISK_STORAGE = "local-lvm";
  static final String SHARED_STORAGE = "shared";

  private static final String USER = "root@pam";
  private static final String TOKEN = "lab";

  // The clock runs at its true speed, because a real server's five seconds of silence would pass
  // for Terraform too early on a faster one; the work is quick instead.
  private static final TaskTimes QUICK =
      new TaskTimes(
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          8L << 30,
          Duration.ofMillis(500),
          Duration.ofMillis(200));

  private final RealClock clock;
  private final ProxmoxSimulator simulator;
  private final LabEnvironment environment;

  private Lab(RealClock clock, ProxmoxSimulator simulator) {
    this.clock = clock;
    this.simulator = simulator;
    environment =
        new LabEnvironment(
            simulator.endpoint(), simulator.addToken(USER, TOKEN, false), simulator.fingerprint());
  }

  /// Starts a cluster on loopback; with port 0 on free ports, else the first node listens there and
  /// the second on the next one.
  public static Lab start(int port) {
    RealClock clock = RealClock.start();
    try {
      Lab lab = new Lab(clock, ProxmoxSimulator.start(options(clock, port)));
      LabTemplate.build(lab.simulator);
      return lab;
    } catch (UncheckedIOException e) {
      clock.close();
      throw new LabException("The lab cannot start: " + e.getMessage() + ".", e);
    }
  }

  /// What points the provider at this lab.
  public LabEnvironment environment() {
    return environment;
  }

  /// What was asked so far, in order of the answers.
  public List<RecordedRequest> requests() {
    return simulator.requests();
  }

  /// Stops the cluster, and everything in it is gone; a repeat does nothing.
  @Override
  public void close() {
    simulator.close();
    clock.close();
  }

  private static ProxmoxOptions options(RealClock clock, int port) {
    return ProxmoxOptions.singleNode()
        .withNodes(NODES.toArray(String[]::new))
        .in(clock)
        // Tokens, MAC addresses and uuids differ from lab to lab.
        .seeded(new SecureRandom().nextLong())
        .taking(QUICK)
        .onPort(port);
  }
}
