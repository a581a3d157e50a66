//! Places for connections that are no sessions: requests, downloads, and whoever says nothing.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many places. One remote address gets at most half of them, so that it alone locks nobody out.
#[derive(Debug, Clone)]
pub(super) struct Places {
    free: Arc<Semaphore>,
    each: usize,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place that is kept for the next connection, whoever makes it.
#[derive(Debug)]
pub(super) struct Kept {
    places: Places,
    permit: OwnedSemaphorePermit,
}

/// A connection's place. Dropping it frees it.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    network: IpAddr,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    /// At least one, and no more than can be counted: a program may mean "any number" by its setting.
    pub(super) fn new(count: usize) -> Self {
        let count = count.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            free: Arc::new(Semaphore::new(count)),
            each: (count / 2).max(1),
            taken: Arc::default(),
        }
    }

    /// Waits until a place is free.
    pub(super) async fn keep(&self) -> Kept {
        let permit = Arc::clone(&self.free).acquire_owned().await;
        Kept {
            places: self.clone(),
            permit: permit.expect("the semaphore is never closed"),
        }
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Gives the place to a connection from this address, unless it has its share.
    pub(super) fn give(self, address: IpAddr) -> Option<Place> {
        let Self { places, permit } = self;
        let network = network(address);
        {
            let mut taken = places.taken();
            let count = taken.entry(network).or_default();
            if *count >= places.each {
                return None;
            }
            *count += 1;
        }
        Some(Place {
            places,
            network,
            _permit: permit,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(count) = taken.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.network);
            }
        }
    }
}

/// Who an address belongs to: a host with IPv6 has a whole network of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_address_gets_half_of_the_places() {
        let places = Places::new(4);
        let take = async |address: &str| places.keep().await.give(address.parse().unwrap());
        let first = take("fd00::1").await.unwrap();
        let _second = take("fd00::2").await.unwrap();
        assert!(take("fd00::3").await.is_none(), "the same network");
        let _other = take("fd00:0:0:1::1").await.unwrap();
        let _v4 = take("10.0.0.1").await.unwrap();
        assert_eq!(places.free.available_permits(), 0);
        drop(first);
        let _again = take("fd00::3").await.unwrap();
        assert!(places.taken().values().all(|count| *count <= 2));
    }

    #[tokio::test]
    async fn any_number_is_a_number_of_places() {
        for count in [0, usize::MAX] {
            let places = Places::new(count);
            let place = places.keep().await.give("10.0.0.1".parse().unwrap());
            assert!(place.is_some(), "{count}");
        }
    }

    #[tokio::test]
    async fn who_has_gone_is_forgotten() {
        let places = Places::new(1);
        for _ in 0..3 {
            let place = places.keep().await.give("::ffff:10.0.0.1".parse().unwrap());
            assert!(place.is_some());
        }
        assert!(places.taken().is_empty());
    }
}
