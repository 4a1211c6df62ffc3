package dev.holdfast.simulator.proxmox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Files that come onto a storage: fetched by the node, or uploaded.
final class Downloads {

  private static final Map<String, List<String>> ENDINGS =
      Map.of(
          "iso", List.of(".iso", ".img"),
          "vztmpl", List.of(".tar.gz", ".tar.xz", ".tar.zst"),
          "import", List.of(".qcow2", ".raw", ".vmdk", ".ova"));

  private Downloads() {}

  static Object download(Request request) {
    World world = request.world();
    Storage storage = StorageCalls.need(request);
    String content = request.need("content");
    String name = sanitised(request.need("filename"));
    checkName(storage, content, name);
    Optional<Checksum> checksum = Checksum.of(request);
    return request.start(
        "download",
        name,
        task -> {
          task.say("downloading " + request.need("url"));
          RemoteFile file = RemoteFile.at(world, request.need("url"));
          return Task.later(
              world.times.copying(file.size(), 0),
              _ -> {
                checksum.ifPresent(c -> c.check(file.checksums().getOrDefault(c.algorithm, "")));
                store(request, storage, content, name, file.size(), Optional.empty());
                return Task.done();
              });
        });
  }

  static void store(
      Request request,
      Storage storage,
      String content,
      String name,
      long size,
      Optional<SeedDisk> seed) {
    storage
        .volumes(request.node())
        .put(
            content + "/" + name,
            new Volume(
                content,
                format(name),
                size,
                Optional.empty(),
                Optional.empty(),
                request.world().now(),
                seed));
  }

  /// The format that the server reads from a file's ending.
  static String format(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "img" -> "iso";
      case "gz", "xz", "zst" -> "t" + ending;
      default -> ending;
    };
  }

  /// Path parts are dropped, other characters become underscores.
  static String sanitised(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.replaceAll("[^-a-zA-Z0-9_.]", "_");
  }

  static void checkName(Storage storage, String content, String name) {
    if (!storage.options().type().onFiles() || !storage.holds(content)) {
      throw Stop.error(
          "storage '" + storage.name() + "' is not configured for content-type '" + content + "'");
    }
    boolean fits =
        ENDINGS.getOrDefault(content, List.of()).stream()
            .anyMatch(e -> name.toLowerCase(Locale.ROOT).endsWith(e));
    if (!fits) {
      throw Stop.parameter("filename", "wrong file extension");
    }
  }

  /// A checksum that a file must have.
  record Checksum(String algorithm, String expected) {
    static Optional<Checksum> of(Request request) {
      return request
          .text("checksum")
          .map(c -> new Checksum(request.need("checksum-algorithm"), c.toLowerCase(Locale.ROOT)));
    }

    void check(String actual) {
      if (!actual.equals(expected)) {
        throw Stop.error("checksum mismatch: got '" + actual + "' != expect '" + expected + "'");
      }
    }
  }
}
