package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.Params;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.resources.pve.ConfigChange;
import java.time.Duration;
import java.util.Optional;

/// One thing to be done to a machine; the same list is carried out and printed.
sealed interface VmStep {

  /// What the step does, for logs and dry runs.
  String describe();

  /// Makes a machine without a source.
  record Create(NodeName node, Params params) implements VmStep {
    @Override
    public String describe() {
      return "create on " + node;
    }
  }

  /// Makes a machine from another one.
  record CloneFrom(NodeName node, VmId source, Params params) implements VmStep {
    @Override
    public String describe() {
      return "clone " + source + " on " + node;
    }
  }

  /// Writes configuration keys.
  record Configure(ConfigChange change) implements VmStep {
    @Override
    public String describe() {
      return "set " + change.set().keySet() + ", delete " + change.delete();
    }
  }

  /// Moves a disk to another storage; the old volume is removed.
  record MoveDisk(String slot, String storage, Optional<String> format) implements VmStep {
    @Override
    public String describe() {
      return "move " + slot + " to " + storage;
    }
  }

  /// Grows a disk to an absolute size.
  record ResizeDisk(String slot, String size) implements VmStep {
    @Override
    public String describe() {
      return "grow " + slot + " to " + size;
    }
  }

  /// Removes a detached volume for good.
  record DestroyVolume(String volume) implements VmStep {
    @Override
    public String describe() {
      return "destroy volume " + volume;
    }
  }

  /// Brings the machine from one pool to another.
  record ChangePool(Optional<String> from, Optional<String> to) implements VmStep {
    @Override
    public String describe() {
      return "move from pool " + from.orElse("(none)") + " to " + to.orElse("(none)");
    }
  }

  /// Starts the machine.
  record Start() implements VmStep {
    @Override
    public String describe() {
      return "start";
    }
  }

  /// Shuts the guest down, or stops it when it does not in time.
  record Shutdown(Duration timeout) implements VmStep {
    @Override
    public String describe() {
      return "shut down within " + timeout.toSeconds() + " s";
    }
  }

  /// Restarts the machine if anything is pending, or in any case.
  record Reboot(boolean always, Duration timeout) implements VmStep {
    @Override
    public String describe() {
      return always ? "reboot" : "reboot if changes are pending";
    }
  }
}
