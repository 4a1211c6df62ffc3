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
  default Phase phase() {
    return switch (this) {
      case Download _, Send _ -> Phase.IMAGE;
      case SendSeed _ -> Phase.SEED;
      case Create _ -> Phase.CREATE;
      case Remove _ -> Phase.TIDY;
      case Resize _ -> Phase.RESIZE;
      case Start _ -> Phase.START;
      case AwaitPowerOff _ -> Phase.WAIT;
      case Detach _ -> Phase.DETACH;
      case Convert _ -> Phase.CONVERT;
      case Finish _ -> Phase.FINISH;
    };
  }

  /// What the step does, for logs and failures.
  default String describe() {
    return switch (this) {
      case Download download -> "download of " + download.url() + " to " + download.storage();
      case Send(String storage, String file) -> "upload of " + file + " to " + storage;
      case SendSeed(String storage, String file) -> "upload of the seed " + file + " to " + storage;
      case Create _ -> "create the machine";
      case Remove(_, String volume) -> "remove " + volume;
      case Resize(String slot, String size) -> "grow " + slot + " to " + size;
      case Start _ -> "start";
      case AwaitPowerOff _ -> "wait for the customisation";
      case Detach(Map<String, String> set, List<String> delete) ->
          "set " + set.keySet() + ", delete " + delete;
      case Convert _ -> "convert to a template";
      case Finish _ -> "finish";
    };
  }

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
      implements TemplateStep {}

  /// The image is sent from here.
  record Send(String storage, String file) implements TemplateStep {}

  /// The disk with what cloud-init shall do is sent.
  record SendSeed(String storage, String file) implements TemplateStep {}

  /// Makes the machine.
  record Create(Map<String, String> parameters) implements TemplateStep {
    public Create {
      parameters = Map.copyOf(parameters);
    }
  }

  /// Removes a file that was needed for the creation only.
  record Remove(String storage, String volume) implements TemplateStep {}

  /// Grows the disk.
  record Resize(String slot, String size) implements TemplateStep {}

  /// Starts the guest for its customisation.
  record Start() implements TemplateStep {}

  /// Waits until the guest has powered itself off.
  ///
  /// @param agent whether its agent can tell of a failure
  record AwaitPowerOff(Duration limit, boolean agent) implements TemplateStep {}

  /// Takes the seed away for good and adds what the template has instead.
  record Detach(Map<String, String> set, List<String> delete) implements TemplateStep {
    public Detach {
      set = Map.copyOf(set);
      delete = List.copyOf(delete);
    }
  }

  /// Makes a template of the machine.
  record Convert() implements TemplateStep {}

  /// Writes the description as it is to stay, without the mark of a creation.
  record Finish(String description) implements TemplateStep {}
}
