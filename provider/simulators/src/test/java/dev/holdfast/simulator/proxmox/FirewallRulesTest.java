package dev.holdfast.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What was observed of the rules of a firewall.
class FirewallRulesTest {

  private static final String RULES = Cluster.vm(100) + "/firewall/rules";

  private static void add(Cluster cluster, String comment) {
    ApiClient.Answer answer =
        cluster.api.post(
            RULES, "type", "in", "action", "ACCEPT", "proto", "tcp", "dport", "22", "comment",
            comment);
    assertThat(answer.data().isNull()).isTrue();
  }

  private static List<String> comments(Cluster cluster) {
    List<String> comments = new ArrayList<>();
    cluster.api.get(RULES).data().forEach(r -> comments.add(r.path("comment").asString()));
    return comments;
  }

  @Test
  void thePositionIsANumberInTheListAndATextByItself() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      add(cluster, "a");
      JsonNode listed = cluster.api.get(RULES).data().path(0);
      assertThat(listed.path("pos").isInt()).isTrue();
      assertThat(listed.path("enable").isInt()).isTrue();
      JsonNode single = cluster.api.get(RULES + "/0").data();
      assertThat(single.path("pos").isString()).isTrue();
      assertThat(single.path("dport").asString()).isEqualTo("22");
    }
  }

  @Test
  void aRuleIsChangedMovedAndRemovedByItsPosition() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      add(cluster, "a");
      add(cluster, "b");
      assertThat(comments(cluster)).containsExactly("b", "a");
      cluster.api.put(RULES + "/0", "moveto", "1");
      assertThat(comments(cluster)).containsExactly("a", "b");
      cluster.api.put(RULES + "/0", "comment", "c", "delete", "dport");
      assertThat(comments(cluster)).containsExactly("c", "b");
      assertThat(cluster.api.get(RULES + "/0").data().has("dport")).isFalse();
      cluster.api.delete(RULES + "/0");
      assertThat(comments(cluster)).containsExactly("b");
      assertThat(cluster.api.get(RULES + "/1").message()).isEqualTo("no rule at position 1");
    }
  }

  @Test
  void aRuleWithAnOlderDigestIsAConflict() {
    try (Cluster cluster = Cluster.single()) {
      cluster.create(100);
      add(cluster, "a");
      String digest = cluster.api.get(RULES + "/0").data().path("digest").asString();
      add(cluster, "b");
      assertThat(cluster.api.delete(RULES + "/0", "digest", digest).message())
          .isEqualTo("detected modified configuration - file changed by other user? Try again.");
      assertThat(comments(cluster)).hasSize(2);
    }
  }
}
