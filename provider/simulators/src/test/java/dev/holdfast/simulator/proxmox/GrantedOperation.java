package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// An operation with its minimal grants, each written as `path privilege`.
record GrantedOperation(
    String name,
    Consumer<Cluster> before,
    Function<ApiClient, ApiClient.Answer> call,
    List<String> grants) {

  private static final String TOKEN = "test@pve!t";

  @Override
  public String toString() {
    return name + " with " + grants;
  }

  static GrantedOperation row(
      String name,
      Consumer<Cluster> before,
      Function<ApiClient, ApiClient.Answer> call,
      String... grants) {
    return new GrantedOperation(name, before, call, List.of(grants));
  }

  /// Does it without one grant after the other, then with all of them.
  void check(Cluster cluster) {
    ApiClient limited = cluster.limited();
    before.accept(cluster);
    for (String missing : grants) {
      grantOnly(cluster, grants.stream().filter(g -> !g.equals(missing)).toList());
      ApiClient.Answer refused = call.apply(limited);
      assertThat(refused.status()).as("without %s: %s", missing, refused.body()).isEqualTo(403);
      assertThat(refused.message()).startsWith("Permission check failed");
    }
    grantOnly(cluster, grants);
    assertThat(call.apply(limited).status()).isEqualTo(200);
  }

  private void grantOnly(Cluster cluster, List<String> rest) {
    grants.forEach(g -> cluster.simulator.revoke(g.split(" ")[0], TOKEN));
    rest.stream()
        .map(g -> g.split(" "))
        .collect(Collectors.groupingBy(g -> g[0], TreeMap::new, Collectors.toList()))
        .forEach((path, parts) ->
            cluster.simulator.grant(
                path, TOKEN, parts.stream().map(p -> p[1]).toArray(String[]::new)));
  }
}
