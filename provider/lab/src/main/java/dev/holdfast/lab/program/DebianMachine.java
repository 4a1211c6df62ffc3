package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryFiles;
import dev.holdfast.lab.machine.MemoryMachine;
import dev.holdfast.lab.machine.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A machine with Debian 13: its files, accounts, packages, units and interfaces.
///
/// @param machine what the runner reaches
public record DebianMachine(
    MemoryMachine machine, Units units, Packages packages, Interfaces interfaces) {

  /// The parts of a machine before it runs, for models of further programs.
  public record Parts(
      MachineSpec spec, MemoryFiles files, Units units, Packages packages, Interfaces interfaces) {}

  /// Installs one that knows Debian's programs only.
  public static DebianMachine install(MachineSpec spec, LabWorld world) {
    return install(spec, world, _ -> Map.of());
  }

  /// Installs one.
  ///
  /// @param more models of programs beside Debian's own, by name; each appears with its file
  public static DebianMachine install(
      MachineSpec spec, LabWorld world, Function<Parts, Map<String, Program>> more) {
    MemoryFiles files = new MemoryFiles(spec.clock(), (long) spec.disk() << 20);
    Units units = new Units(files);
    Packages packages = new Packages(files, units, spec.debianArchitecture());
    DpkgTools dpkg = new DpkgTools(packages);
    Map<String, Program> base = new HashMap<>();
    base.putAll(FileTools.programs());
    base.putAll(SystemTools.programs());
    base.putAll(KernelTools.programs());
    base.putAll(dpkg.programs());
    base.putAll(new AptTools(packages, world.repositories()).programs());
    base.put("systemctl", new Systemctl(units));
    base.put("ss", DebianMachine::sockets);
    base.put("journalctl", _ -> Ends.ok("-- No entries --\n"));
    ShellProgram shell = new ShellProgram(ShellTexts.all(spec, dpkg, world.web()));
    List.of("sh", "bash", "dash").forEach(name -> base.put(name, shell));
    base.put("ip", _ -> Ends.ok());
    new DebianFiles(spec, files).make(base.keySet());
    KernelTools.boot(files.as(Identity.ROOT));
    Interfaces interfaces = new Interfaces(files, spec.name());
    base.put("ip", new IpTool(interfaces));
    base.put("haproxy", DebianMachine::haproxy);
    DebianArchive.INSTALLED.forEach(deb -> packages.install(deb, false));
    base.putAll(more.apply(new Parts(spec, files, units, packages, interfaces)));
    return new DebianMachine(
        new MemoryMachine(spec.name(), files, base), units, packages, interfaces);
  }

  /// Only SSH listens: models of servers have no sockets.
  private static Ran sockets(Call call) {
    return call.has("-Hltn")
        ? Ends.ok("LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n")
        : Ends.notSimulated(String.join(" ", call.words()));
  }

  /// A check of a configuration: each server of it has an address.
  private static Ran haproxy(Call call) {
    if (!call.has("-c")) {
      return Ends.notSimulated(String.join(" ", call.words()));
    }
    String text = call.files().text(call.option("-f").orElse("/etc/haproxy/haproxy.cfg"));
    boolean well = text.lines().map(String::strip).noneMatch(line -> line.matches("server \\S+"));
    return well
        ? Ends.ok()
        : Ends.failed(1, "[ALERT] config : 'server' expects <name> and <addr>[:<port>]\n");
  }
}
