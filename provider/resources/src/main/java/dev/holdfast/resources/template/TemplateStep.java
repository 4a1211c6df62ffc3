package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.Upload.Checksum;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One thing to be done on the way to a template; the same list is carried out and printed.
sealed interface TemplateStep {

  /// When it is done. All nodes end one phase before the next begins, so that one image on a shared
  /// storage serves all of them.
  Phase phase();

  /// What the step does, for logs and failures.
  String describe();

  /// The phases, in their order.
  enum Phase {
    IMAGE,
    SEED,
    CREATE,
    TIDY,
    RESIZE,
    START,
    WAIT,
    DETACH,
    CONVERT,
    FINISH
  }

  /// The node fetches the image itself.
  ///
  /// @param fresh whether a file of that name is a remainder, to be removed before
  record Download(
      String storage, String file, String url, Optional<Checksum> checksum, boolean fresh)
      implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.IMAGE;
    }

    @Override
    public String describe() {
      return "download of " + url + " to " + storage;
    }
  }

  /// The image is sent from here.
  record Send(String storage, String file) implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.IMAGE;
    }

    @Override
    public String describe() {
      return "upload of " + file + " to " + storage;
    }
  }

  /// The disk with what cloud-init shall do is sent.
  record SendSeed(String storage, String file) implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.SEED;
    }

    @Override
    public String describe() {
      return "upload of the seed " + file + " to " + storage;
    }
  }

  /// Makes the machine.
  record Create(Map<String, String> parameters) implements TemplateStep {
    public Create {
      parameters = Map.copyOf(parameters);
    }

    @Override
    public Phase phase() {
      return Phase.CREATE;
    }

    @Override
    public String describe() {
      return "create the machine";
    }
  }

  /// Removes a file that was needed for the creation only.
  record Remove(String storage, String volume) implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.TIDY;
    }

    @Override
    public String describe() {
      return "remove " + volume;
    }
  }

  /// Grows the disk.
  record Resize(String slot, String size) implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.RESIZE;
    }

    @Override
    public String describe() {
      return "grow " + slot + " to " + size;
    }
  }

  /// Starts the guest for its customisation.
  record Start() implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.START;
    }

    @Override
    public String describe() {
      return "start";
    }
  }

  /// Waits until the guest has powered itself off.
  ///
  /// @param agent whether its agent can tell of a failure
  record AwaitPowerOff(Duration limit, boolean agent) implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.WAIT;
    }

    @Override
    public String describe() {
      return "wait for the customisation";
    }
  }

  /// Takes the seed away for good and adds what the template has instead.
  record Detach(Map<String, String> set, List<String> delete) implements TemplateStep {
    public Detach {
      set = Map.copyOf(set);
      delete = List.copyOf(delete);
    }

    @Override
    public Phase phase() {
      return Phase.DETACH;
    }

    @Override
    public String describe() {
      return "set " + set.keySet() + ", delete " + delete;
    }
  }

  /// Makes a template of the machine.
  record Convert() implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.CONVERT;
    }

    @Override
    public String describe() {
      return "convert to a template";
    }
  }

  /// Writes the description as it is to stay, without the mark of a creation.
  record Finish(String description) implements TemplateStep {
    @Override
    public Phase phase() {
      return Phase.FINISH;
    }

    @Override
    public String describe() {
      return "finish";
    }
  }
}
