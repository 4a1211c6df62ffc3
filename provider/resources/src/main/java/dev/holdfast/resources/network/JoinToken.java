package dev.holdfast.resources.network;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.required;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.netmaker.EnrollmentKey;
import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.work.StepFailure;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A token for one machine that lives as long as the run that asks for it: nothing of it is stored.
public final class JoinToken implements EphemeralResource<Clients> {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final String KEY = "key";

  private static final Schema SCHEMA =
      Schema.of(
          "A token with which one machine can register during this run of Terraform. It is a single-use key made when "
              + "the run needs it and deleted at the end of the run; neither plan nor state hold it.",
          required(
                  "networks",
                  Type.setOf(Type.STRING),
                  "Names of the networks that the machine enters. For a network of the same configuration write its "
                      + "`id`, which is known when it is there.")
              .validated(Validators.sizeBetween(1, 100))
              .validated(EnrollmentKeyTable.NETWORKS),
          computed("name", Type.STRING, "Name of the key, which begins with `run-`."),
          computed("token", Type.STRING, "What the machine registers with.").sensitive());

  @Override
  public String typeName() {
    return "netmaker_join_token";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Opened open(Call<Clients> call, Value.Obj config) {
    String name = "run-" + random();
    Optional<Secret> token =
        MeshWork.WORK.run(
            call, "make a join token", TIMEOUT, access -> make(access, name, networks(config)));
    PrivateState kept =
        token.isPresent() ? PrivateState.EMPTY.with(KEY, '"' + name + '"') : PrivateState.EMPTY;
    return new Opened(
        token.map(
            secret -> config.with("name", Value.of(name)).with("token", Value.of(secret.reveal()))),
        kept,
        Optional.empty(),
        Optional.empty());
  }

  /// Makes a key for one machine.
  static Secret make(NetmakerAccess access, String name, Collection<String> networks) {
    NetmakerClient client = access.client();
    networks.stream()
        .filter(network -> access.view().network(network).isEmpty())
        .findFirst()
        .ifPresent(JoinToken::missing);
    Fields body =
        Fields.none()
            .with("tags", List.of(name))
            .with("networks", networks)
            .with("uses_remaining", 1)
            .with("unlimited", false);
    EnrollmentKey key =
        client.resolve(
            () -> client.keys().create(body),
            () ->
                client.keys().list().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .<Finding<EnrollmentKey>>map(Finding.Done::new)
                    .orElseGet(Finding.NotDone::new));
    return key.token()
        .orElseThrow(() ->
            StepFailure.of(
                Path.ROOT,
                "Unable to make a join token",
                "The server made key \"" + name + "\" and gave no token for it."));
  }

  /// Terraform asks for the token as early as it knows the names, also while it plans.
  private static void missing(String network) {
    throw StepFailure.of(
        Path.of("networks"),
        "Network does not exist",
        "The server has no network \"%s\". Where this configuration makes it, write its id instead of its name "
                .formatted(network)
            + "(netmaker_network.NAME.id): that is known only when it is there.");
  }

  private static Collection<String> networks(Value.Obj config) {
    return config.get("networks").parts().stream()
        .flatMap(each -> Values.string(each).stream())
        .sorted()
        .toList();
  }

  private static String random() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public Renewed renew(Call<Clients> call, PrivateState privateState) {
    return new Renewed(privateState, Optional.empty());
  }

  /// Deletes the key, also where a machine has used it: a used-up key is listed for ever.
  @Override
  public void close(Call<Clients> call, PrivateState privateState) {
    privateState
        .get(KEY)
        .map(json -> json.replace("\"", ""))
        .ifPresent(name ->
            MeshWork.WORK.run(
                call,
                "delete the key " + name + " of a join token",
                TIMEOUT,
                access -> {
                  EnrollmentKeyResource.removeKey(access, name);
                  return true;
                }));
  }
}
