package dev.holdfast.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A plan that finds nothing to do, for 2, 100 and 1,000 machines of the lab, beside Terraform's
/// own `terraform_data` of the same number; and the memory that the provider takes for the most.
final class PlanBench {

  private static final int[] SIZES = {2, 100, 1000};
  private static final int LARGEST = 1000;

  /// The goals of the project for the largest plan.
  private static final double GOAL_RATIO = 4;

  private static final double GOAL_MEBIBYTES = 300;

  /// What marks the provider's processes; the launcher puts it into the command line.
  private static final String PROVIDER = "-Dholdfast.executable=terraform-provider-proxmox";

  private static final String MACHINES =
      """
      provider "proxmox" {}

      resource "proxmox_vm" "machine" {
        count = %d
        node  = "pve${count.index %% 2 + 1}"
        name  = "bench-${count.index}"
        cpu = {
          cores = 1
        }
        memory = {
          size = 512
        }
        disks = {
          scsi0 = {
            storage = "local-lvm"
            size    = "1G"
          }
        }
        network = {
          net0 = {
            bridge = "vmbr0"
          }
        }
      }
      """;

  private static final String DATA =
      """
      resource "terraform_data" "machine" {
        count = %d
        input = "bench-${count.index}"
      }
      """;

  private final Path scratch;
  private final Path prefix;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /// @param prefix where the provider is installed
  /// @param lab the variables that point at the lab
  PlanBench(Path scratch, Path prefix, Map<String, String> lab) {
    this.scratch = scratch;
    this.prefix = prefix;
    environment.putAll(lab);
    environment.put(
        "TF_CLI_CONFIG_FILE", prefix.resolve("share/holdfast/terraform.tfrc").toString());
  }

  void run(Report report) {
    for (int size : SIZES) {
      Terraform data = prepare("data-" + size, DATA.formatted(size));
      Terraform machines = prepare("machines-" + size, MACHINES.formatted(size));
      copyPin(machines.folder());
      machines.run("init", "-input=false");
      data.run("init", "-input=false");
      data.run("apply", "-auto-approve", "-input=false");
      machines.run("apply", "-auto-approve", "-input=false", "-parallelism=20");
      measure(report, size, data, machines);
      if (size != LARGEST) {
        // The lab is thrown away after the largest.
        machines.run("destroy", "-auto-approve", "-input=false", "-parallelism=20");
      }
    }
  }

  private void measure(Report report, int size, Terraform data, Terraform machines) {
    Median dataTimes = new Median();
    Median machineTimes = new Median();
    Median plainTimes = new Median();
    try (PeakMemory memory = new PeakMemory(PROVIDER)) {
      for (int round = 0; round < (size == LARGEST ? 3 : 5); round++) {
        dataTimes.add(plan(data, Map.of()));
        machineTimes.add(plan(machines, Map.of()));
        if (size != LARGEST) {
          plainTimes.add(plan(machines, Map.of("HOLDFAST_JVM", "plain")));
        }
      }
      String of = "plan of " + size + " ";
      Measurement base = report.add(Measurement.of(of + "terraform_data", dataTimes.value(), "ms"));
      Measurement ours = Measurement.of(of + "proxmox_vm", machineTimes.value(), "ms");
      report.add(ours.beside(base));
      if (size == LARGEST) {
        report.add(
            Measurement.of(of + "proxmox_vm over terraform_data", ours.value() / base.value(), "x")
                .against("goal", GOAL_RATIO));
        report.add(
            Measurement.of("peak memory in that plan", memory.mebibytes(), "MiB")
                .against("goal, MiB", GOAL_MEBIBYTES));
      } else {
        Measurement plain =
            report.add(Measurement.of(of + "proxmox_vm, plain JVM", plainTimes.value(), "ms"));
        report.add(Measurement.of(of + "proxmox_vm, with cache", ours.value(), "ms").beside(plain));
      }
    }
  }

  private static Duration plan(Terraform terraform, Map<String, String> more) {
    return terraform.run(more, "plan", "-input=false", "-detailed-exitcode");
  }

  private Terraform prepare(String name, String configuration) {
    try {
      Path folder = Files.createDirectories(scratch.resolve(name));
      Files.writeString(folder.resolve("main.tf"), configuration);
      return new Terraform(folder, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Terraform takes a snapshot only by its exact version.
  private void copyPin(Path folder) {
    try {
      Files.copy(
          prefix.resolve("share/holdfast/proxmox_override.tf"), folder.resolve("versions.tf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
