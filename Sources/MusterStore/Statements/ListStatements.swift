import MusterModel

/// What a list is made of.
struct Listing {
    /// As it stands after FROM.
    let table: String
    /// The table's name in `columns` and conditions.
    let alias: String
    /// As they stand after SELECT; read for the page's rows alone.
    let columns: String
    /// Wire names and what they sort by.
    let sortable: [String: String]
    /// Wire names and the columns of an index that goes on with the id.
    let indexed: [String: String]
    /// The wire name it is sorted by when nothing else is asked for.
    var standard = "name"

    var id: String { "\(alias).id" }
    var source: String { " FROM \(table) \(alias)" }
}

extension Transaction {
    /// A page of a list and how long the list is.
    ///
    /// - Parameters:
    ///   - listing: What the list is made of.
    ///   - given: Which rows it has.
    ///   - page: Which part of it.
    ///   - delivery: How its rows are handed over.
    ///   - complete: Makes values of some rows.
    func list<Element>(
        _ listing: Listing, _ given: Filter, _ page: Page, _ delivery: Delivery<Element>,
        _ complete: ([SQLRow]) throws -> [Element]
    ) throws -> Paged<Element> {
        var filter = given
        let total: Int
        if let few = try fewFound(listing, given) {
            filter = Filter()
            filter.requireOne(of: few, listing.id)
            total = few.count
        } else {
            total = try count(listing, filter)
            if total > Search.Candidates.few { filter.askForEach() }
        }
        let clause = filter.clause
        let paging = filter.paging(
            page, listing.sortable, indexed: listing.indexed, standard: listing.standard, id: listing.id,
            total: delivery.isLong ? nil : total)
        // The ids of the page first: what comes before it is passed over in the index, and neither read nor counted.
        let ids = "(SELECT \(listing.id)\(listing.source)\(clause)\(paging.text)) page"
        // On the file engine CROSS JOIN also means "in this order".
        let sql =
            "SELECT \(listing.columns) FROM \(ids) CROSS JOIN \(listing.table) \(listing.alias)"
            + " WHERE \(listing.id) = page.id"
        // The file engine has the order from the ids; to sort again it would hold every row. A server sorts on its
        // disk.
        let order = delivery.isLong ? "{file}{server}\(paging.order){both}" : paging.order
        return try deliver(sql + order, filter.values, page, total: total, delivery, complete)
    }

    /// Hands over the rows of a page that a query finds.
    func deliver<Element>(
        _ sql: String, _ values: [SQLValue], _ page: Page, total: Int, _ delivery: Delivery<Element>,
        _ complete: ([SQLRow]) throws -> [Element]
    ) throws -> Paged<Element> {
        if page.count == nil, total - page.offset > delivery.rowsMax { throw LongList() }
        guard let take = delivery.take else { return Paged(rows: try complete(rows(sql, values)), total: total) }
        try rows(sql, values, inTurn: { try take(complete($0)) })
        return Paged(rows: [], total: total)
    }

    /// How many rows the filter leaves: what is kept of the list, or counted in an index wherever one has them all.
    private func count(_ listing: Listing, _ filter: Filter) throws -> Int {
        if let own = filter.ownCount { return try number(own, filter.values) }
        let counted = "SELECT count(*)" + listing.source
        guard filter.isUsual, filter.search == nil || filter.search?.count != nil else {
            return try number(counted + filter.clause, filter.values)
        }
        let all =
            try filter.search?.count.map { try number($0, filter.values) } ?? number(ListLength.ofTable(listing.table))
        guard let exception = filter.exception else { return all }
        let search = filter.search.map { " AND " + $0.condition } ?? ""
        return try all - number("\(counted) WHERE \(exception)\(search)", filter.values)
    }

    /// The ids of all that a search finds, unless there is none or it finds many.
    ///
    /// Few are found fast by an index of texts and sorted then; of many, a page is full soon in the order of the list.
    /// Neither way is fast for both, and no engine knows which it is before it has looked.
    func fewFound(_ listing: Listing, _ filter: Filter) throws -> [String]? {
        guard let search = filter.search else { return nil }
        var narrowed = filter
        if let candidates = search.candidates {
            let hits = try number(candidates.count, filter.values)
            let isKnown = filter.isUsual && search.count != nil
            guard hits <= Search.Candidates.few || !isKnown else { return nil }
            if hits <= Search.Candidates.many {
                narrowed.require(candidates.condition)
                narrowed.askForEach()
            }
        }
        let found = try rows(
            "SELECT \(listing.id)\(listing.source)\(narrowed.clause) LIMIT \(Search.Candidates.few + 1)",
            narrowed.values)
        return found.count > Search.Candidates.few ? nil : found.map { $0.text(0) }
    }
}
