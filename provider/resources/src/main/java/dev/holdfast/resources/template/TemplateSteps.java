package dev.holdfast.resources.template;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.FilePart;
import dev.holdfast.client.http.Finding;
import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.Params;
import dev.holdfast.client.proxmox.PowerState;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.StorageApi;
import dev.holdfast.client.proxmox.TaskFailedException;
import dev.holdfast.client.proxmox.TaskStatus;
import dev.holdfast.client.proxmox.TaskSummary;
import dev.holdfast.client.proxmox.Upid;
import dev.holdfast.client.proxmox.Upload;
import dev.holdfast.client.proxmox.VmApi;
import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.client.proxmox.VmUpdate;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.vm.VmConverge;
import dev.holdfast.resources.vm.VmIds;
import dev.holdfast.resources.vm.VmMark;
import dev.holdfast.resources.vm.VmValues;
import dev.holdfast.resources.work.StepFailure;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Carries steps out: each is begun on every node before the first is waited for.
final class TemplateSteps {

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final ProxmoxAccess access;
  private final ProxmoxClient client;
  private final TemplateSpec spec;
  private final Optional<LocalImage> image;

  TemplateSteps(ProxmoxAccess access, TemplateSpec spec, Optional<LocalImage> image) {
    this.access = access;
    this.client = access.client();
    this.spec = spec;
    this.image = image;
  }

  /// Asks the server for the step.
  void begin(Build build, TemplateStep step) {
    patiently(() -> client.resolve(() -> send(build, step), () -> found(build, step)))
        .ifPresent(upid -> build.tasks.put(step, upid));
  }

  /// Waits for the end of a step that was begun.
  void end(Build build, TemplateStep step) {
    String purpose = step.describe() + " on " + build.node;
    for (int attempt = 1; ; attempt++) {
      try {
        Upid task = build.tasks.get(step);
        if (task != null) {
          client.tasks().await(task, purpose);
        }
        build.tasks.remove(step);
        break;
      } catch (TaskFailedException e) {
        if (attempt == ATTEMPTS || step instanceof TemplateStep.Create || !VmConverge.again(e)) {
          throw e;
        }
        pause();
        begin(build, step);
      }
    }
    if (step instanceof TemplateStep.AwaitPowerOff await) {
      new PowerOffWait(access, build, await).run();
    }
  }

  /// A step of which the server has certainly done nothing is sent again.
  private Optional<Upid> patiently(Supplier<Optional<Upid>> send) {
    for (int attempt = 1; ; attempt++) {
      try {
        return send.get();
      } catch (ProxmoxException e) {
        if (attempt == ATTEMPTS || !VmConverge.again(e)) {
          throw e;
        }
        pause();
      } catch (FilePart.UnreadableException e) {
        throw StepFailure.of(
            Path.of("image"), "Unable to read the image", String.valueOf(e.getMessage()));
      }
    }
  }

  private void pause() {
    CallContext.current().rest(PAUSE, access.pacer());
  }

  private Optional<Upid> send(Build build, TemplateStep step) {
    return switch (step) {
      case TemplateStep.Download download -> Optional.of(download(build.node, download));
      case TemplateStep.Send(String storage, String file) ->
          Optional.of(storage(build, storage).upload(image.orElseThrow().upload(file)));
      case TemplateStep.SendSeed(String storage, String file) ->
          Optional.of(storage(build, storage).upload(seed(file)));
      case TemplateStep.Create(Map<String, String> parameters) -> create(build, parameters);
      case TemplateStep.Remove(String storage, String volume) ->
          storage(build, storage).deleteVolume(volume);
      case TemplateStep.Resize(String slot, String size) ->
          vm(build).resize(slot, size, Optional.empty());
      case TemplateStep.Start() -> Optional.of(vm(build).start());
      case TemplateStep.AwaitPowerOff _ -> Optional.empty();
      case TemplateStep.Detach(Map<String, String> set, List<String> delete) ->
          Optional.of(update(build, params(set).with("force", true), delete));
      case TemplateStep.Convert() -> vm(build).template();
      case TemplateStep.Finish(String description) ->
          Optional.of(update(build, Params.of("description", description), List.of()));
    };
  }

  /// Whether a step whose answer was lost was carried out. What may be done twice is done again.
  private Finding<Optional<Upid>> found(Build build, TemplateStep step) {
    if (step instanceof TemplateStep.Download download) {
      Optional<Upid> running = downloading(build.node, download.file());
      return running.isPresent() ? new Finding.Done<>(running) : new Finding.NotDone<>();
    }
    boolean done =
        switch (step) {
          case TemplateStep.Create _ -> false;
          case TemplateStep.Start() -> vm(build).status().power() == PowerState.RUNNING;
          case TemplateStep.Detach(_, List<String> delete) ->
              delete.stream().noneMatch(vm(build).config()::has);
          case TemplateStep.Convert() -> vm(build).config().template();
          case TemplateStep.Finish _ -> VmMark.in(description(build)).isEmpty();
          case TemplateStep.Download _,
              TemplateStep.Send _,
              TemplateStep.SendSeed _,
              TemplateStep.Remove _,
              TemplateStep.Resize _,
              TemplateStep.AwaitPowerOff _ ->
              false;
        };
    return done ? new Finding.Done<>(Optional.empty()) : new Finding.NotDone<>();
  }

  private Upid download(NodeName node, TemplateStep.Download download) {
    StorageApi storage = client.node(node).storage(download.storage());
    String volume = spec.importVolume(download.file());
    boolean remainder =
        download.fresh()
            && storage.content("import").stream().anyMatch(found -> found.id().equals(volume));
    if (remainder) {
      remove(client, node, download.storage(), volume);
    }
    Params params =
        Params.of("content", "import")
            .with("filename", download.file())
            .with("url", download.url());
    return storage.download(
        download
            .checksum()
            .map(sum ->
                params.with("checksum-algorithm", sum.algorithm()).with("checksum", sum.digits()))
            .orElse(params));
  }

  /// Removes a file and waits until it is gone.
  static void remove(ProxmoxClient client, NodeName node, String storage, String volume) {
    client
        .node(node)
        .storage(storage)
        .deleteVolume(volume)
        .ifPresent(upid -> client.tasks().await(upid, "remove " + volume));
  }

  private Optional<Upid> downloading(NodeName node, String file) {
    return client.node(node).activeTasks().stream()
        .filter(task -> task.status() instanceof TaskStatus.Running)
        .map(TaskSummary::upid)
        .filter(upid -> upid.type().equals("download") && upid.id().equals(file))
        .findFirst();
  }

  private Upload seed(String file) {
    byte[] disk = spec.customization().orElseThrow().seed(spec.name()).image();
    return new Upload(
        "import", file, Optional.empty(), disk.length, () -> new ByteArrayInputStream(disk));
  }

  /// The call that makes the machine takes the id for it; a lost race means the next one.
  private Optional<Upid> create(Build build, Map<String, String> parameters) {
    Params params = params(parameters).with("description", build.mark.on(userText()));
    int first =
        Values.number(spec.object().get("vmid_start"))
            .map(number -> number.intValueExact())
            .orElse(access.firstId());
    new VmIds(access, first)
        .reserve(
            Optional.empty(),
            candidate ->
                build.creation =
                    client.resolve(
                        () -> send(build, candidate, params), () -> traced(build, candidate)));
    return build.creation;
  }

  private Optional<Upid> send(Build build, VmId candidate, Params params) {
    Upid task = client.node(build.node).qemu().create(candidate, params);
    build.id = Optional.of(candidate);
    return Optional.of(task);
  }

  /// Whether a create whose answer was lost has left a machine with our mark.
  private Finding<Optional<Upid>> traced(Build build, VmId candidate) {
    try {
      Optional<VmMark> found =
          client.vm(build.node, candidate).config().value("description").flatMap(VmMark::in);
      if (found.filter(build.mark::equals).isEmpty()) {
        return new Finding.NotDone<>();
      }
      build.id = Optional.of(candidate);
      return new Finding.Done<>(Optional.empty());
    } catch (ProxmoxException e) {
      return e.is(ProxmoxException.Code.NOT_FOUND)
          ? new Finding.NotDone<>()
          : new Finding.Unclear<>(String.valueOf(e.getMessage()));
    }
  }

  private String userText() {
    return VmValues.text(spec.object(), "description").orElse("");
  }

  private StorageApi storage(Build build, String name) {
    return client.node(build.node).storage(name);
  }

  private VmApi vm(Build build) {
    return client.vm(build.node, build.vm());
  }

  private String description(Build build) {
    return vm(build).config().value("description").orElse("");
  }

  private Upid update(Build build, Params set, List<String> delete) {
    VmConfig now = vm(build).config();
    return vm(build)
        .update(
            new VmUpdate(
                set, delete.stream().filter(now::has).toList(), Optional.of(now.digest())));
  }

  static Params params(Map<String, String> values) {
    Params params = Params.none();
    for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
      params = params.with(entry.getKey(), entry.getValue());
    }
    return params;
  }
}
