package dev.holdfast.bootstrap;

import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.run.Way;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Secret;
import java.time.Duration;
import java.util.List;

/// A machine's part in a Netmaker mesh: its client is installed and held, registers, gets its
/// addresses, and goes again.
///
/// Every effect is a task of the packaged role `netclient`, whose `defaults/main.yml` lists the
/// inputs. What the server has to know is the caller's.
public final class MeshMember implements AutoCloseable {
  private static final String FACTS = "mesh_facts";

  private final Playing playing;
  private final Playing.Part part;
  private final DictValue inputs;

  /// What is on the machine.
  ///
  /// @param hostId by which servers know it; empty without an identity
  /// @param servers at which it registered
  /// @param version of the client's package; empty where there is none
  /// @param macs hardware addresses of its interfaces, in lower case with colons
  /// @param addresses on the mesh's interface
  public record Facts(
      String hostId,
      List<String> servers,
      String version,
      List<String> macs,
      List<String> addresses) {
    static Facts of(Reading facts) {
      return new Facts(
          facts.text("host_id"),
          facts.texts("servers"),
          facts.text("version"),
          facts.texts("macs"),
          facts.texts("addresses"));
    }
  }

  /// @param inputs variables of the role; no secrets
  public MeshMember(
      NodeProject project, EventSink listener, String name, Way way, DictValue inputs) {
    this.playing = new Playing(project, listener);
    this.part = new Playing.Part(name, way, List.of("nodes"));
    this.inputs = DictValue.copyOf(inputs);
  }

  /// What is on the machine; changes nothing.
  ///
  /// @throws NodeException also when the machine does not answer
  public Facts facts() {
    return Facts.of(playing.facts("mesh_facts.yml", List.of(part), inputs, part.name()).at(FACTS));
  }

  /// Installs the client in the version that is wanted, and holds it.
  public void install() {
    playing.run("mesh_join.yml", List.of(part), inputs);
  }

  /// Installs the client and has it register.
  ///
  /// @param token of an enrollment key
  /// @param fresh whether an identity that is there belongs to another machine and goes first
  /// @return what is on the machine then
  public Facts register(Secret token, boolean fresh) {
    DictValue more = DictValue.copyOf(inputs);
    more.put("netclient_token", Str.of(token.reveal()));
    more.put("netclient_fresh", Bool.of(fresh));
    playing.run("mesh_join.yml", List.of(part), more);
    return facts();
  }

  /// Waits until addresses are on the mesh's interface.
  public void await(List<String> addresses, Duration patience) {
    DictValue more = DictValue.copyOf(inputs);
    more.put("netclient_addresses", new ListValue(addresses.stream().map(Str::of).toList()));
    more.put("netclient_wait", Int.of(patience.toSeconds()));
    playing.run("mesh_wait.yml", List.of(part), more);
  }

  /// Takes the client and all of it off the machine.
  ///
  /// @param deregister whether the client itself takes the machine off its servers
  public void leave(boolean deregister) {
    DictValue more = DictValue.copyOf(inputs);
    more.put("netclient_deregister", Bool.of(deregister));
    playing.run("mesh_leave.yml", List.of(part), more);
  }

  /// Stops at once whatever runs.
  public void cancel() {
    playing.cancel();
  }

  @Override
  public void close() {
    playing.close();
  }
}
