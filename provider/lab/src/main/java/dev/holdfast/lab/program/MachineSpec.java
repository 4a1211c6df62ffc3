package dev.holdfast.lab.program;

import java.time.InstantSource;
import java.util.List;

/// What a lab machine is like.
///
/// @param architecture as `uname -m` says it
/// @param memory in MiB
/// @param disk in MiB
/// @param user the one whom the keys let in, who may become root without a password
/// @param keys lines of `authorized_keys`
public record MachineSpec(
    String name,
    String architecture,
    int memory,
    int processors,
    int disk,
    String user,
    List<String> keys,
    InstantSource clock) {
  public MachineSpec {
    keys = List.copyOf(keys);
  }

  /// A small virtual machine with Debian's own user.
  public static MachineSpec of(String name, String... keys) {
    return new MachineSpec(
        name, "x86_64", 4096, 2, 20_480, "debian", List.of(keys), InstantSource.system());
  }

  /// The processor as Debian's packages name it.
  public String debianArchitecture() {
    return architecture.equals("aarch64") ? "arm64" : "amd64";
  }

  public MachineSpec withMemory(int mebibytes) {
    return new MachineSpec(name, architecture, mebibytes, processors, disk, user, keys, clock);
  }

  public MachineSpec withDisk(int mebibytes) {
    return new MachineSpec(name, architecture, memory, processors, mebibytes, user, keys, clock);
  }

  public MachineSpec withArchitecture(String uname) {
    return new MachineSpec(name, uname, memory, processors, disk, user, keys, clock);
  }

  public MachineSpec at(InstantSource time) {
    return new MachineSpec(name, architecture, memory, processors, disk, user, keys, time);
  }
}
