package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.app.Main;
import dev.holdfast.simulator.proxmox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider process that is killed in the middle of a create.
class VmKilledTest extends VmTest {

  private static final String CREATE = "/nodes/{node}/qemu";

  /// The provider as a program of its own, on the class path of this JVM.
  private static Path program(Path folder) throws IOException {
    Path script = folder.resolve("provider.sh");
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dholdfast.executable=proxmox -cp '%s' %s\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void kill() {
    ProcessHandle.current()
        .descendants()
        .filter(process ->
            process
                .info()
                .commandLine()
                .filter(line -> line.contains("holdfast.executable"))
                .isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void the_next_apply_takes_over_what_a_killed_process_left(@TempDir Path folder)
      throws IOException {
    machine("name = \"web\"\nnode = \"pve1\"\nmemory = { size = 512 }");
    cluster.faults().add(Fault.once("POST", CREATE, new Fault.Kind.HookAfter(VmKilledTest::kill)));
    var killed = new Providers.Executables(Map.of("holdfast/proxmox", program(folder)));
    try (var other = Workspace.at(terraform.folder(), killed)) {
      environment.forEach(other::with);
      Run run = other.start("apply", "-auto-approve", "-no-color").finish();
      run.failedWith("Plugin did not respond");
    }
    assertThat(cluster.vm(100)).isPresent();
    cluster.clearRequests();
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).containsExactly(100);
    assertThat(cluster.requestCounts()).doesNotContainKey("POST " + CREATE);
    assertThat(there(100).config().getOrDefault("description", "")).isBlank();
  }
}
