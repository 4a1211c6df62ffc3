package dev.holdfast.runner.acceptance.play;

import dev.holdfast.cli.Main;
import dev.holdfast.cli.common.Console;
import dev.holdfast.machines.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A folder with a playbook, its inventory and what belongs to them.
public final class Project {
  private final Path folder;
  private final List<String> hosts = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  public Project(Path folder) {
    this.folder = folder;
    environment.put("HOME", folder.toString());
    environment.put("ANSIBLE_NOCOLOR", "1");
    write("known_hosts", "");
  }

  /// Where a file of the project lies.
  public Path path(String name) {
    return folder.resolve(name);
  }

  /// Writes a file of the project.
  public Project write(String name, String text) {
    try {
      Path file = path(name);
      Path above = file.getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sets an environment variable of the command.
  public Project with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Knows the machine's host key.
  public Project knows(Machine machine) {
    return write("known_hosts", read("known_hosts") + machine.knownHost() + "\n");
  }

  /// Adds a host: the machine's root with its key, known.
  ///
  /// @param more further words of the inventory's line
  public Project host(String name, Machine machine, String... more) {
    knows(machine);
    return line(
        "%s %s ansible_user=root %s %s"
            .formatted(name, at(machine), keyed(machine), String.join(" ", more)));
  }

  /// Adds a line to the inventory.
  public Project line(String text) {
    hosts.add(text);
    return this;
  }

  /// The words of an inventory line that say where a machine is.
  public static String at(Machine machine) {
    return "ansible_host=%s ansible_port=%d".formatted(machine.address(), machine.port());
  }

  /// The words of an inventory line for logging in with the machine's key.
  public String keyed(Machine machine) {
    return "ansible_ssh_private_key_file=%s".formatted(machine.privateKey());
  }

  /// Options of ssh that keep to this project's `known_hosts`.
  public String strictly() {
    return "-o UserKnownHostsFile=%s -o GlobalKnownHostsFile=none -o StrictHostKeyChecking=yes -o IdentitiesOnly=yes -F none"
        .formatted(path("known_hosts"));
  }

  /// Runs a playbook's text as `ansible-playbook` with its options.
  public Ran run(String playbook, String... options) {
    return runWith(strictly(), playbook, options);
  }

  /// The same with other options of ssh.
  public Ran runWith(String sshOptions, String playbook, String... options) {
    inventory(hosts(sshOptions));
    return play(playbook, options);
  }

  private String hosts(String sshOptions) {
    String common = "ansible_ssh_common_args=\"" + sshOptions.replace("\"", "\\\"") + "\"";
    return String.join("\n", hosts) + "\n[all:vars]\n" + common + "\n";
  }

  /// Gives the inventory as a whole instead of host by host.
  public Project inventory(String text) {
    return write("hosts", text);
  }

  /// Runs a playbook's text on the inventory as it stands.
  public Ran play(String playbook, String... options) {
    write("site.yml", playbook);
    return playAs(options);
  }

  /// Runs the `site.yml` that is in the folder on the hosts that were given.
  public Ran playHosts(String... options) {
    inventory(hosts(strictly()));
    return playAs(options);
  }

  /// The same by another program.
  ///
  /// @param program takes the options of `ansible-playbook`
  public Ran playHostsBy(Path program) {
    inventory(hosts(strictly()));
    try {
      Path out = path("out");
      Path err = path("err");
      ProcessBuilder builder =
          new ProcessBuilder(
                  program.toString(), "-i", path("hosts").toString(), path("site.yml").toString())
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      int status = builder.start().waitFor();
      return new Ran(status, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Ran playAs(String... options) {
    var arguments = new ArrayList<>(List.of("-i", path("hosts").toString()));
    arguments.addAll(List.of(options));
    arguments.add(path("site.yml").toString());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream(),
            environment,
            folder,
            false);
    int status =
        Main.run(Optional.of("ansible-playbook"), arguments.toArray(String[]::new), console);
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Starts it, to meddle with its machines while it runs.
  public CompletableFuture<Ran> start(String playbook, String... options) {
    return CompletableFuture.supplyAsync(
        () -> run(playbook, options), task -> Thread.ofVirtual().start(task));
  }
}
