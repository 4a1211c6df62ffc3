package dev.holdfast.machines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// One running throwaway machine. Closing it removes everything; so does the end of this program.
///
/// All accounts take the one client key; passwords are each account's own.
public final class Machine implements AutoCloseable {
  private static final Duration BOOT = Duration.ofSeconds(60);

  private final Recipe recipe;
  private final Holder holder;
  private final Keys keys;
  private final List<Account> accounts;
  private final String address;
  private final int port;
  private long first;
  private FileTree fresh = new FileTree(new java.util.TreeMap<>());

  Machine(
      Recipe recipe, Holder holder, Keys keys, List<Account> accounts, String address, int port) {
    this.recipe = recipe;
    this.holder = holder;
    this.keys = keys;
    this.accounts = accounts;
    this.address = address;
    this.port = port;
  }

  void started() {
    first = Long.parseLong(holder.await("ready"));
    if (recipe.kind() != Recipe.Kind.PLAIN) {
      fresh = layer();
    }
  }

  /// The process on this host that is the machine's process 1; of a machine in a network, since its
  /// last reboot.
  long first() {
    Path current = keys.directory().resolve("first");
    try {
      return Files.exists(current) ? Long.parseLong(Files.readString(current).strip()) : first;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The process on this host that holds the machine.
  long holder() {
    return holder.pid();
  }

  public String name() {
    return recipe.name();
  }

  /// The address of its SSH server; of a machine behind another, one that only that one reaches.
  public String address() {
    return address;
  }

  public int port() {
    return port;
  }

  /// The file with the private key that every account accepts.
  public Path privateKey() {
    return keys.privateKey();
  }

  /// The host key as `TYPE BASE64`.
  public String hostKey() {
    return keys.hostKey();
  }

  /// A line for a `known_hosts` file.
  public String knownHost() {
    return (port == 22 ? address : "[%s]:%d".formatted(address, port)) + " " + hostKey();
  }

  /// `root`; of a plain machine, whoever runs the tests.
  public Account root() {
    return accounts.getFirst();
  }

  /// Becomes others with its own password (sudo and doas).
  public Account admin() {
    return account("admin");
  }

  /// Becomes others without a password (sudo and doas).
  public Account robot() {
    return account("robot");
  }

  /// Becomes others with its own password, but sudo wants a terminal for it.
  public Account teletype() {
    return account("teletype");
  }

  /// May become nobody.
  public Account guest() {
    return account("guest");
  }

  /// The account of that name.
  public Account account(String user) {
    return accounts.stream()
        .filter(account -> account.name().equals(user))
        .findFirst()
        .orElseThrow(() -> new MachineException(name() + " has no account " + user));
  }

  /// Runs shell text as root inside, past SSH.
  public Ran run(String script) {
    return run(script, new byte[0]);
  }

  /// Runs shell text as root inside, past SSH, with an input.
  public Ran run(String script, byte[] input) {
    var command = new ArrayList<String>();
    if (recipe.kind() != Recipe.Kind.PLAIN) {
      // Some of root's powers are not divided by namespaces, the clock first of all.
      command.addAll(List.of("setpriv", "--bounding-set=" + Machines.DENIED, "--"));
      command.addAll(
          List.of(
              "nsenter", "-t", Long.toString(first()), "-m", "-u", "-i", "-n", "-p", "-r", "-w"));
      command.addAll(
          List.of(
              "/usr/bin/env",
              "-i",
              "HOME=/root",
              "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    }
    command.addAll(List.of("/bin/sh", "-c", script));
    return Programs.run(command, input);
  }

  /// A file's text.
  public String read(String path) {
    Ran cat = run("cat " + quoted(path));
    if (cat.status() != 0) {
      throw new MachineException(cat.stderr());
    }
    return cat.stdout();
  }

  public boolean exists(String path) {
    return run("test -e " + quoted(path)).status() == 0;
  }

  /// Writes a file, with the directories above it.
  public void write(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a file, with the directories above it.
  public void write(String path, byte[] content) {
    String file = quoted(path);
    run("mkdir -p \"$(dirname " + file + ")\" && cat > " + file, content).text();
  }

  /// What is below a directory, as it is now.
  public FileTree tree(String directory) {
    String below = directory.equals("/") ? "" : directory;
    return FileTree.read(seen(directory), below, Machine::isKept);
  }

  /// What is below a directory, as it is now, of the wanted paths.
  FileTree tree(String directory, Predicate<String> wanted) {
    return FileTree.read(seen(directory), directory, path -> isKept(path) && wanted.test(path));
  }

  /// What was changed since the machine was started for the first time.
  public FileTree changes() {
    return layer().since(fresh);
  }

  /// The path at which this host sees a path of the machine; absolute links in it mislead.
  public Path seen(String path) {
    return recipe.kind() == Recipe.Kind.PLAIN
        ? Path.of(path)
        : Path.of("/proc/" + first() + "/root" + path);
  }

  /// What the SSH server logged.
  public String log() {
    return read(
        recipe.kind() == Recipe.Kind.PLAIN
            ? keys.directory().resolve("log").toString()
            : "/run/machine/sshd.log");
  }

  /// Takes the power away: every process ends at once, the files stay.
  public void stop() {
    holder.command("stop");
    holder.await("stopped");
  }

  /// Boots it again, at the same address, with the same files.
  public void start() {
    holder.command("start");
    first = Long.parseLong(holder.await("ready"));
  }

  /// Asks for a reboot inside, as an administrator does, and waits until the machine is up again;
  /// only for machines in a [Network].
  public void reboot() {
    long before = first();
    run("systemctl reboot");
    Instant deadline = Instant.now().plus(BOOT);
    while (first() == before) {
      if (Instant.now().isAfter(deadline)) {
        throw new MachineException(name() + " did not come back within " + BOOT);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MachineException("Interrupted while " + name() + " boots", e);
      }
    }
  }

  /// Sets the machine's clock off by so much, for `date` and for the fakes, which ask the same
  /// file; the kernel's clock is the host's and stays.
  public void skew(Duration ahead) {
    write("/run/machine/clock", ahead.toSeconds() + "\n");
    write("/usr/local/bin/date", Holder.script("date.sh"));
    run("chmod 755 /usr/local/bin/date").text();
  }

  /// Ends every SSH connection, but not the server.
  public void cut() {
    signalled("KILL", true);
  }

  /// Makes the server and its connections stand still, as a host that hangs; new ones are accepted
  /// by the kernel and hear nothing.
  public void freeze() {
    signalled("STOP", false);
  }

  /// Ends a [#freeze].
  public void thaw() {
    signalled("CONT", false);
  }

  @Override
  public void close() {
    holder.close();
  }

  @Override
  public String toString() {
    return name() + " (" + address + ":" + port + ")";
  }

  private void signalled(String signal, boolean spareServer) {
    String own =
        recipe.kind() == Recipe.Kind.PLAIN
            ? Long.toString(first())
            : "$(cat /run/machine/sshd.pid)";
    // Connections are the server's children, and the children of these.
    String script =
        """
        server=%s
        children() { cat /proc/[0-9]*/stat 2>/dev/null | sed -n "s/^\\([0-9]*\\) (.*) [A-Z] $1 .*/\\1/p"; }
        all=
        for one in $(children "$server"); do all="$all $one $(children "$one")"; done
        [ %s = true ] || all="$server $all"
        [ -z "$all" ] || kill -%s $all
        """
            .formatted(own, spareServer, signal);
    Ran ran = run(script);
    if (ran.status() > 1) {
      throw new MachineException("Unable to signal " + name() + ": " + ran.stderr());
    }
  }

  private FileTree layer() {
    String memory = "/proc/" + holder.pid() + "/root" + keys.directory() + "/memory/";
    boolean layered = recipe.kind().debian();
    return FileTree.read(Path.of(memory + (layered ? "changes" : "root")), "", Machine::isKept);
  }

  private static boolean isKept(String path) {
    return !(path.equals("/proc")
        || path.equals("/sys")
        || path.equals("/dev")
        || path.equals("/run/machine"));
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "'\\''") + "'";
  }
}
