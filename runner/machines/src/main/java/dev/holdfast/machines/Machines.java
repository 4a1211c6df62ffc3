package dev.holdfast.machines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/// Makes throwaway machines. Where one cannot be made (no root, a missing package) the calling test
/// is skipped with that reason.
public final class Machines {
  /// Powers over the host's clock, modules and hardware, which no namespace confines.
  static final String DENIED = "-sys_time,-sys_module,-sys_rawio";

  private static final int SSH = 22;
  private static final Map<Recipe.Kind, Optional<String>> MISSING = new ConcurrentHashMap<>();
  private static final AtomicInteger BEHIND = new AtomicInteger();

  private Machines() {}

  /// A Debian machine with python3, sudo, su, doas, apt and a local repository of tiny packages.
  public static Machine debian() {
    return recipe(Recipe.Kind.DEBIAN).start();
  }

  /// A machine with BusyBox alone.
  public static Machine busybox() {
    return recipe(Recipe.Kind.BUSYBOX).start();
  }

  /// A machine with dnf, rpm, firewalld and a local RPM repository of tiny packages.
  public static Machine rpm() {
    return recipe(Recipe.Kind.RPM).start();
  }

  /// A Debian machine on which systemd runs services.
  public static Machine systemd() {
    return recipe(Recipe.Kind.SYSTEMD).start();
  }

  /// An SSH server of the user who runs the tests, on this host: for what changes nothing.
  public static Machine plain() {
    return recipe(Recipe.Kind.PLAIN).start();
  }

  /// For what the short forms do not say: a name, a place behind another machine, settings of the
  /// SSH server.
  public static Recipe recipe(Recipe.Kind kind) {
    return Recipe.of(kind);
  }

  /// Why machines of this kind cannot be made here; empty when they can.
  public static Optional<String> missing(Recipe.Kind kind) {
    return MISSING.computeIfAbsent(kind, Needs::missing);
  }

  /// How a machine is tied into a network of machines.
  ///
  /// @param cell a process in the network's namespace
  /// @param address where its SSH server is reached
  /// @param settings what its scripts want to know
  record Wiring(long cell, String address, Map<String, String> settings) {}

  /// A machine in a network of machines.
  static Machine start(Recipe recipe, Wiring wiring) {
    Keys keys = Keys.make();
    List<Account> accounts = Keys.accounts();
    var environment = environment(recipe, keys, "127.0.0.1", SSH);
    environment.putAll(wiring.settings());
    environment.put("M_BUILD", recipe.kind().script() + Holder.script("networked.sh"));
    var command = new ArrayList<String>();
    command.addAll(List.of("nsenter", "--net=/proc/" + wiring.cell() + "/ns/net", "--"));
    command.addAll(command(recipe));
    return start(recipe, command, environment, keys, accounts, wiring.address(), SSH);
  }

  static Machine start(Recipe recipe) {
    missing(recipe.kind()).ifPresent(Assumptions::abort);
    Keys keys = Keys.make();
    String address =
        recipe.behind().isEmpty() ? "127.0.0.1" : "10.77.0." + BEHIND.incrementAndGet();
    int port = recipe.behind().isEmpty() ? freePort() : SSH;
    List<Account> accounts =
        recipe.kind() == Recipe.Kind.PLAIN
            ? List.of(
                new Account(System.getProperty("user.name"), "", System.getProperty("user.home")))
            : Keys.accounts();
    var environment = environment(recipe, keys, address, port);
    return start(recipe, command(recipe), environment, keys, accounts, address, port);
  }

  private static Machine start(
      Recipe recipe,
      List<String> command,
      Map<String, String> environment,
      Keys keys,
      List<Account> accounts,
      String address,
      int port) {
    if (recipe.kind() != Recipe.Kind.PLAIN) {
      environment.put("M_USERS", Keys.users(accounts));
    }
    var holder = new Holder(command, environment);
    try {
      var machine = new Machine(recipe, holder, keys, accounts, address, port);
      machine.started();
      return machine;
    } catch (MachineException e) {
      holder.close();
      throw e;
    }
  }

  private static Map<String, String> environment(
      Recipe recipe, Keys keys, String address, int port) {
    boolean debian = recipe.kind().debian();
    var environment = new HashMap<String, String>();
    environment.put("M_DIR", keys.directory().toString());
    environment.put("M_DENIED", DENIED);
    environment.put("M_NAME", recipe.name());
    environment.put("M_ADDRESS", address);
    environment.put("M_PORT", Integer.toString(port));
    environment.put("M_SSHD", String.join("\n", recipe.sshd()));
    environment.put("M_PAM", debian ? "yes" : "no");
    environment.put("M_LOGIN_SHELL", debian ? "/bin/bash" : "/bin/sh");
    Needs.program("busybox").ifPresent(path -> environment.put("M_BUSYBOX", path.toString()));
    if (recipe.kind() != Recipe.Kind.PLAIN) {
      environment.put("M_BUILD", recipe.kind().script());
    }
    return environment;
  }

  private static List<String> command(Recipe recipe) {
    var command = new ArrayList<String>();
    recipe
        .behind()
        .ifPresent(jump ->
            command.addAll(List.of("nsenter", "--net=/proc/" + jump.first() + "/ns/net", "--")));
    if (Needs.isRoot()) {
      command.addAll(List.of("unshare", "--mount", "--propagation", "private", "--"));
    }
    String script = recipe.kind() == Recipe.Kind.PLAIN ? "plain.sh" : "holder.sh";
    command.addAll(List.of("/bin/sh", "-c", Holder.script(script), "machine"));
    return command;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
