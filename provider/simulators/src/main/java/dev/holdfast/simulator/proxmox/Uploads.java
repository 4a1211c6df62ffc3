package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.RequestBody;
import dev.holdfast.simulator.proxmox.api.ParameterCheck;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Files uploaded by the client.
final class Uploads {

  private Uploads() {}

  static Object upload(Request request, RequestBody body, Consumer<Map<String, List<String>>> log) {
    MultipartUpload upload;
    try {
      upload = MultipartUpload.read(body.stream());
    } catch (IOException _) {
      // Who sends went away in the middle: nothing is stored, and nobody reads the answer.
      throw Stop.of(400, Answers.BAD_REQUEST);
    }
    World world = request.world();
    world.guard.lock();
    try {
      return stored(request, upload, log);
    } finally {
      world.guard.unlock();
      world.clock.changed();
    }
  }

  private static Object stored(
      Request path, MultipartUpload upload, Consumer<Map<String, List<String>>> log) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    upload.fields().forEach((name, value) -> sent.put(name, List.of(value)));
    sent.put("filename", List.of(upload.fileName()));
    log.accept(Map.copyOf(sent));
    path.values().forEach((name, value) -> sent.put(name, List.of(value)));
    ParameterCheck check = ParameterCheck.of(path.call(), sent);
    if (!check.errors().isEmpty()) {
      throw Stop.parameters(check.errors());
    }
    Request request =
        new Request(path.world(), path.call(), path.caller(), check.values(), check.lists());
    World world = request.world();
    Storage storage = StorageCalls.need(request);
    String content = request.need("content");
    String name = Downloads.sanitised(upload.fileName());
    Downloads.checkName(storage, content, name);
    Optional<Downloads.Checksum> checksum = Downloads.Checksum.of(request);
    return request.start(
        "imgcopy",
        "",
        task -> {
          task.say("starting file import from: /var/tmp/pveupload-" + upload.digest("md5"));
          checksum.ifPresent(c -> c.check(upload.digest(c.algorithm())));
          return Task.later(
              world.times.copying(upload.size(), 0),
              _ -> {
                Downloads.store(request, storage, content, name, upload.size(), upload.seed());
                return Task.done();
              });
        });
  }
}
