package org.matrixee.store;

import java.util.*;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.*;
import org.matrixee.model.id.*;
import org.matrixee.model.room.*;
import org.matrixee.store.event.*;
import org.matrixee.store.jpa.*;

class SmokeTest {
  @Test
  void h2() {
    go(TestDatabases.h2());
  }

  @Test
  void pg() {
    go(TestDatabases.postgres());
  }

  void go(javax.sql.DataSource ds) {
    JpaStores s = new JpaStores(ds);
    TestRoom r =
        s.inTransaction(
            () -> {
              var x = TestRoom.createListed(s);
              x.member(TestRoom.ALICE, Membership.JOIN);
              x.message("{}");
              x.state("m.room.name", "", "{\"n\":1}");
              x.state("m.room.name", "", "{\"n\":2}");
              return x;
            });
    s.run(
        () -> {
          System.out.println(
              s.events().page(new TimelineQuery(r.nid(), null, null, true, Long.MAX_VALUE, 10)));
          System.out.println(s.events().recentMessages(List.of(r.nid()), 10, Long.MAX_VALUE));
          System.out.println(s.events().stream(0, Long.MAX_VALUE, List.of(), TestRoom.ALICE, 10));
          System.out.println(s.events().maxPosition());
          System.out.println(s.rooms().listed());
          System.out.println(s.rooms().find(r.id()));
          System.out.println(s.memberships().ofUser(TestRoom.ALICE, Set.of(Membership.JOIN)));
          System.out.println(s.memberships().joinedServers(List.of(r.nid())));
          System.out.println(
              s.accounts().create(new Account(TestRoom.ALICE, null, null, null, false, 1)));
          System.out.println(
              s.accounts().create(new Account(TestRoom.ALICE, null, null, null, false, 1)));
          System.out.println(s.accounts().setDisplayName(TestRoom.ALICE, "x"));
          var k = new TransactionKey(1, "/p", "1");
          s.clientTransactions().remember(Map.of(k, new RoomOutcome(r.id(), null, null)), 5);
          System.out.println(s.clientTransactions().recall(List.of(k)));
          System.out.println(s.clientTransactions().forgetBefore(10, 5));
          s.tokens().create(TestRoom.ALICE, "ab", 1);
          System.out.println(s.tokens().find("ab"));
          System.out.println(s.states().currentAll(List.of(r.nid())));
          System.out.println(
              s.signingKeys()
                  .create(
                      new org.matrixee.store.federation.SigningKeyStore.SigningKey(
                          new KeyId("ed25519:a"), "s"),
                      1));
          System.out.println(
              s.signingKeys()
                  .create(
                      new org.matrixee.store.federation.SigningKeyStore.SigningKey(
                          new KeyId("ed25519:b"), "s"),
                      1));
          var al = new RoomAlias("#a:a.example");
          var m =
              new org.matrixee.store.room.AliasMapping(
                  al, r.nid(), r.id(), List.of(new ServerName("a.example")), TestRoom.ALICE);
          System.out.println(s.aliases().create(m));
          System.out.println(s.aliases().find(al));
          System.out.println(s.aliases().delete(al));
        });
  }
}
