package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;

/// Files that a machine downloads for a while.
final class Downloads {
  private final Invocation invocation;
  private final List<String> directories = new ArrayList<>();

  Downloads(Invocation invocation) {
    this.invocation = invocation;
  }

  /// The path of the downloaded file, whose name ends as the address does.
  String fetch(String url) {
    String directory = HttpClient.newDirectory("/tmp");
    directories.add(directory);
    String name = Paths.base(url.replaceFirst("[?#].*", ""));
    String path = directory + "/" + (name.isEmpty() ? "download" : name);
    Probe.Query rename = Probe.Query.of("mv", "-f", directory + "/out", path);
    HttpClient.Received received =
        new HttpClient(invocation)
            .receive(HttpRequest.of(invocation.arguments(), url), directory, List.of(rename));
    if (!received.response().isSuccess()) {
      throw ModuleFailure.of(
          "Failure downloading %s, %s".formatted(url, received.response().message()));
    }
    return path;
  }

  /// Takes all of them away.
  void remove() {
    if (!directories.isEmpty()) {
      invocation.machine().apply(directories.stream().<Step>map(Step.Remove::new).toList());
    }
  }
}
