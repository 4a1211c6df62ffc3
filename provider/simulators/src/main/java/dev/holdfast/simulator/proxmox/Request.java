package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.RequestBody;
import dev.holdfast.simulator.proxmox.api.ApiCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One checked call as its handler sees it.
///
/// @param world the state
/// @param call what is called
/// @param caller who calls; nobody's name where no login is needed
/// @param values the checked parameters
/// @param lists the array parameters
record Request(
    World world,
    ApiCall call,
    Caller caller,
    Map<String, String> values,
    Map<String, List<String>> lists) {

  /// What answers one call; the result is the `data` of the answer.
  @FunctionalInterface
  interface Handler {
    Object handle(Request request);
  }

  /// What answers an upload, whose body comes as a stream.
  @FunctionalInterface
  interface UploadHandler {
    Object handle(Request request, RequestBody body, Consumer<Map<String, List<String>>> log);
  }

  /// The `data` of calls that answer nothing.
  static final Object NOTHING = Optional.empty();

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String need(String name) {
    return text(name).orElseThrow(() -> new IllegalStateException("unchecked: " + name));
  }

  boolean flag(String name) {
    return "1".equals(values.get(name));
  }

  long number(String name, long otherwise) {
    return text(name).map(Long::parseLong).orElse(otherwise);
  }

  String node() {
    return need("node");
  }

  int vmid() {
    return Integer.parseInt(need("vmid"));
  }

  Vm vm() {
    return world.vm(node(), vmid());
  }

  /// Starts a task on the node of the call and answers its id.
  String start(String type, String id, Task.Work work) {
    return world.start(node(), type, id, caller, work).upid();
  }

  /// Compares the `digest` of the call, if it has one, with what is there.
  void checkDigest(String actual) {
    if (!text("digest").orElse(actual).equals(actual)) {
      throw Stop.error("detected modified configuration - file changed by other user? Try again.");
    }
  }

  Rights rights() {
    return new Rights(world, caller);
  }
}
