package dev.holdfast.lab.ssh;

import dev.holdfast.lab.machine.MemoryMachine;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The machines of a lab with their SSH servers. A machine reaches the addresses of the sites in
/// which it has one itself; from outside, a machine is reached where its server listens.
public final class LabNetwork implements AutoCloseable {
  private static final int SSH = 22;

  private final Map<String, Host> hosts = new LinkedHashMap<>();

  /// @param addresses the machine's addresses of this moment, each with the name of its site
  private record Host(MachineServer server, Supplier<Map<String, String>> addresses) {}

  /// Gives a machine its server.
  ///
  /// @param addresses the machine's addresses of any moment, each with the name of its site
  public synchronized MachineServer start(
      MemoryMachine machine, Supplier<Map<String, String>> addresses) {
    MachineServer server =
        MachineServer.start(machine, (host, port) -> way(machine.name(), host, port));
    Optional.ofNullable(hosts.put(machine.name(), new Host(server, addresses)))
        .ifPresent(old -> old.server().close());
    return server;
  }

  /// Where a machine's connection to a host really goes; empty when it leads nowhere.
  synchronized Optional<InetSocketAddress> way(String from, String host, int port) {
    Host asking = hosts.get(from);
    if (asking == null || port != SSH) {
      return Optional.empty();
    }
    Set<String> sites = new HashSet<>(asking.addresses().get().values());
    return hosts.entrySet().stream()
        .filter(entry -> reaches(sites, entry.getKey(), entry.getValue(), host))
        .map(entry -> entry.getValue().server().address())
        .findFirst();
  }

  private static boolean reaches(Set<String> sites, String name, Host to, String host) {
    return to.addresses().get().entrySet().stream()
        .filter(address -> sites.contains(address.getValue()))
        .anyMatch(address -> host.equals(name) || host.equals(address.getKey()));
  }

  /// Takes a machine off the network.
  public synchronized void stop(String machine) {
    Optional.ofNullable(hosts.remove(machine)).ifPresent(host -> host.server().close());
  }

  @Override
  public synchronized void close() {
    hosts.values().forEach(host -> host.server().close());
    hosts.clear();
  }
}
