package dev.holdfast.client.proxmox;

import dev.holdfast.client.proxmox.format.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One storage as one node sees it (`/nodes/{node}/storage/{storage}`).
public final class StorageApi {
  private final Api api;
  private final ApiPath path;

  StorageApi(Api api, ApiPath path) {
    this.api = api;
    this.path = path;
  }

  /// The volumes of one kind of content (`images`, `iso`, `import` …).
  public List<StorageVolume> content(String kind) {
    return api.list(path.slash("content"), Params.of("content", kind)).stream()
        .map(StorageApi::volume)
        .flatMap(Optional::stream)
        .toList();
  }

  /// Deletes a volume; a missing one is no error to the server.
  public Optional<Upid> deleteVolume(String volumeId) {
    return api.maybeTask(ApiRequest.delete(path.slash("content", volumeId), Params.none()));
  }

  /// Lets the node fetch a file; the options are those of `POST .../download-url`.
  public Upid download(Params options) {
    return api.task(ApiRequest.post(path.slash("download-url"), options));
  }

  /// Sends a file onto the storage, over this very node: it is stored when the task has ended. A
  /// file of the same name is replaced.
  public Upid upload(Upload upload) {
    return api.task(ApiRequest.upload(path.slash("upload"), upload.params(), upload.part()));
  }

  static Optional<StorageStatus> status(JsonNode item) {
    return Json.text(item, "storage")
        .map(name ->
            new StorageStatus(
                name,
                Json.text(item, "type").orElse(""),
                Json.flag(item, "active"),
                Json.flag(item, "shared"),
                kinds(Json.text(item, "content").orElse(""))));
  }

  private static Optional<StorageVolume> volume(JsonNode item) {
    return Json.text(item, "volid")
        .map(id ->
            new StorageVolume(
                id,
                Json.text(item, "content").orElse(""),
                Json.text(item, "format"),
                Json.number(item, "size").stream().mapToObj(Size::new).findFirst(),
                Json.vmId(item, "vmid"),
                Json.text(item, "parent")));
  }

  private static Set<String> kinds(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(kind -> !kind.isEmpty())
        .collect(Collectors.toSet());
  }
}
